"""Who is asked about images on the command line, in which order, and how the answer says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.cli.inputs.sources import Outside, SourceOptions, Sources, find_lock, name_notes
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.lock import Lock, Locked, read_lock
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.image import ImageConfig
from tests.images import saved

ATLAS = {
    "python:3.12-slim": ImageConfig(cmd=["python3"], env=["LANG=C.UTF-8"]),
    "acme/like:9": ImageConfig(entrypoint=["tini", "--"]),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to ask in, an atlas of two images, and no engine."""

    def find(self: Atlas, reference: str, platform: str = PLATFORM) -> Found | None:
        del platform
        config = ATLAS.get(reference)
        supposed = reference == "acme/like:9"
        day = self._asked or "2026-08-01"
        return config and Found(config, "atlas", "the atlas", as_of=day, supposed=supposed)

    monkeypatch.setattr(Atlas, "find", find)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / ".git").mkdir()
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "Dockerfile").write_text("FROM python:3.12-slim\nCMD serve\n")
    (work / "like").write_text("FROM acme/like:9\nCMD serve\n")
    (work / "none").write_text('FROM acme/none:1\nCMD ["serve"]\n')
    return work


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    status = main.main(["--format", "json", *words])
    return status, json.loads(capsys.readouterr().out)


def test_an_image_of_the_atlas_answers_and_the_answer_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, answer = asked(capsys, "Dockerfile")
    assert status == 0
    assert answer["argv"] == ["/bin/sh", "-c", "serve"]
    assert answer["bases"] == {
        "python:3.12-slim": {"from": "atlas", "source": "the atlas", "as_of": "2026-08-01"}
    }
    assert main.main(["Dockerfile"]) == 0
    line = "python:3.12-slim as of 2026-08, atlas; `lock` or `--registry` to be sure\n"
    assert capsys.readouterr().out.count(line) == 1
    _, answer = asked(capsys, "--as-of", "2020-05-06", "Dockerfile")
    assert answer["bases"]["python:3.12-slim"]["as_of"] == "2020-05-06"  # type: ignore[index]
    assert main.main(["resolve", "docker", "run", "python:3.12-slim"]) == 0
    assert capsys.readouterr().out == '["python3"]\n'


def test_without_the_atlas_nobody_knows(capsys: pytest.CaptureFixture[str]) -> None:
    status, answer = asked(capsys, "--no-atlas", "Dockerfile")
    assert status == 3
    assert "argv" not in answer
    assert answer["assumed"] == {
        "argv": ["/bin/sh", "-c", "serve"],
        "if": ["python:3.12-slim sets no ENTRYPOINT", "python:3.12-slim sets no SHELL"],
    }
    assert main.main(["--no-atlas", "--atlas", "Dockerfile"]) == 2


def test_a_supposition_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """It is what is assumed, and programs get no argv."""
    status, answer = asked(capsys, "like")
    assert status == 3
    assert "argv" not in answer
    assert answer["unknown"] == ["Entrypoint of acme/like:9", "Shell of acme/like:9"]
    assert answer["assumed"] == {
        "argv": ["tini", "--", "/bin/sh", "-c", "serve"],
        "if": [
            "acme/like:9 has the ENTRYPOINT of its line",
            "acme/like:9 sets no SHELL (nor does its line)",
        ],
    }
    assert answer["bases"]["acme/like:9"]["supposed"] is True  # type: ignore[index]
    assert main.main(["resolve", "like"]) == 3
    assert capsys.readouterr().out == ""
    assert main.main(["--porcelain", "like"]) == 3
    assert "argv[" not in capsys.readouterr().out
    assert main.main(["like"]) == 3
    assert capsys.readouterr().out.startswith(
        "[?] tini -- /bin/sh -c serve\n    if acme/like:9 has"
    )


def test_the_assumption_is_the_answer_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, answer = asked(capsys, "--assume-empty", "none")
    assert status == 0
    assert answer["argv"] == ["serve"]
    assert answer["assumed"] == {"argv": ["serve"], "if": ["acme/none:1 sets no ENTRYPOINT"]}
    assert "unknown" not in answer
    assert main.main(["resolve", "--assume-empty", "none"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ('["serve"]\n', "note: assumed: acme/none:1 sets no ENTRYPOINT\n")
    assert main.main(["--assume-empty", "none"]) == 0
    assert capsys.readouterr().out.startswith("[?] serve   if acme/none:1 sets no ENTRYPOINT\n")


def lock(folder: Path, *images: tuple[str, ImageConfig]) -> None:
    found = (Locked(name, PLATFORM, Found(one, "registry", "r")) for name, one in images)
    (folder / "cmdresolve.lock").write_text(Lock("", found).dumps())


def test_given_comes_before_the_lock_and_the_lock_before_the_atlas(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lock is found by walking up from the file."""
    lock(folder.parent, ("docker.io/library/python:3.12-slim", ImageConfig(shell=["locked"])))
    _, answer = asked(capsys, "Dockerfile")
    assert answer["argv"] == ["locked", "serve"]
    assert answer["bases"]["python:3.12-slim"]["from"] == "lock"  # type: ignore[index]

    (folder / "app.tar").write_bytes(saved.tar(saved.docker((saved.config("x"), []))))
    _, answer = asked(capsys, "--base", "python:3.12-slim=app.tar", "Dockerfile")
    assert answer["argv"] == ["/bin/sh", "-c", "serve"]
    assert answer["bases"]["python:3.12-slim"]["from"] == "archive"  # type: ignore[index]
    (folder / "base.json").write_text('{"Shell": ["given"]}')
    _, answer = asked(capsys, "--base", "python:3.12-slim=base.json", "Dockerfile")
    assert answer["argv"] == ["given", "serve"]
    assert answer["bases"] == {"python:3.12-slim": {"from": "given"}}


@pytest.mark.parametrize(
    ("lock", "repository", "found"),
    [
        ("a/b", "", "a/b"),
        ("a", "", "a"),
        (".", "", "."),
        (".", "a", None),
        ("a", "a", "a"),
        ("a", "a/b", None),
    ],
)
def test_a_lock_is_looked_for_up_to_the_repository(
    lock: str, repository: str, found: str | None, tmp_path: Path
) -> None:
    """Above it are other projects."""
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / lock / "cmdresolve.lock").touch()
    (tmp_path / repository / ".git").mkdir(exist_ok=True)

    path = find_lock(str(tmp_path / "a/b"))

    assert path == (
        None if found is None else str((tmp_path / found).resolve() / "cmdresolve.lock")
    )


def test_a_lock_that_is_none_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cmdresolve.lock").write_text("{")
    assert main.main(["resolve", "Dockerfile"]) == 2
    message = "it is not JSON: Expecting property name enclosed in double quotes, line 1, column 2"
    printed = capsys.readouterr().err
    assert message in printed
    assert "hint: restore it, or remove it and write it again: cmdresolve lock PATH" in printed


def test_the_mend_of_a_lock_that_is_none_works(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over such a file nothing is written: it may hold what is worth keeping."""
    lock = folder / "cmdresolve.lock"
    lock.write_text("{")
    assert main.main(["lock", "--as-of", "2026-01-01", "Dockerfile"]) == 2
    assert lock.read_text() == "{"
    lock.unlink()
    main.main(["lock", "Dockerfile"])
    assert [one.reference for one in read_lock(str(lock)).images] == ["python:3.12-slim"]
    capsys.readouterr()


def engine(folder: Path, script: str) -> Path:
    """Put a program called docker on the PATH; it stands for the process, not for an engine."""
    log = folder / "asked"
    program = folder.parent / "bin" / "docker"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n{script}\n')
    program.chmod(0o755)
    return log


def test_the_local_engine_is_asked_for_all_bases_in_one_go(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [
        {"RepoTags": ["acme/none:1"], "Os": "linux", "Config": {"Entrypoint": ["local"]}},
        {"RepoTags": ["acme/two:1"], "Os": "linux", "Config": {}},
    ]
    log = engine(folder, f"echo '{json.dumps(records)}'")
    (folder / "two").write_text(
        'FROM acme/two:1 AS a\nFROM acme/none:1\nCOPY --from=a / /\nCMD ["serve"]\n'
    )

    status, answer = asked(capsys, "--ask", "two")

    assert status == 0
    assert answer["argv"] == ["local", "serve"]
    assert answer["bases"]["acme/none:1"] == {  # type: ignore[index]
        "from": "engine",
        "source": "the local docker",
    }
    assert log.read_text() == "image inspect acme/two:1 acme/none:1\n"


def test_an_engine_that_lacks_the_image_leaves_it_to_the_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine(folder, "echo 'Error response from daemon: No such image: x' >&2; exit 1")
    _, answer = asked(capsys, "--ask", "Dockerfile")
    assert answer["bases"]["python:3.12-slim"]["from"] == "atlas"  # type: ignore[index]


def test_an_engine_that_does_not_answer_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine(folder, "echo 'Cannot connect to the Docker daemon' >&2; exit 1")
    assert main.main(["resolve", "--ask", "Dockerfile"]) == 3
    assert "docker does not answer: Cannot connect" in capsys.readouterr().err
    (folder.parent / "bin" / "docker").unlink()
    assert main.main(["resolve", "--ask", "Dockerfile"]) == 3
    assert (
        "neither docker nor podman nor nerdctl nor buildah is installed" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("given", "asked_for", "text"),
    [
        ("debian:12", ["debian:12"], None),
        ("docker.io/library/debian:12", ["debian:12"], None),
        ("debian", ["debian:latest"], None),
        (f"debian:13@sha256:{'a' * 64}", [f"debian:12@sha256:{'a' * 64}"], None),
        ("debain:12", ["debian:12"], "FROM names debian:12"),
        ("debian:12", ["debian:13"], "FROM names debian:13, with another tag"),
        ("debian", [], "FROM names no image outside the file"),
        ("nginx", ["alpine", "debian"], "FROM names alpine, debian"),
        (
            "debian:12",
            [f"debian:12@sha256:{'a' * 64}"],
            f"FROM names debian:12@sha256:{'a' * 64}, and with a digest the tag is ignored",
        ),
    ],
)
def test_a_name_that_nothing_asks_for_is_told(
    given: str, asked_for: list[str], text: str | None
) -> None:
    notes = list(name_notes([given], asked_for))

    whole = f"--base {given} describes nothing here: {text}"
    assert [note.text for note in notes] == ([] if text is None else [whole])


def test_nobody_is_asked_without_need() -> None:
    sources = Sources(SourceOptions(registry=True, ask=True))

    assert sources.beside({"a": ImageConfig(cmd=["x"])}).find("a") is not None
    assert sources._chain is None
    assert list(sources.asked) == ["a"]


def test_what_many_questions_ask_outside_is_asked_once() -> None:
    """Also of an engine that is asked for several images in one go."""
    outside = Outside()
    options = SourceOptions(registry=True, ask=True)
    one, other = (Sources(options, outside=outside) for _ in range(2))

    assert one._local() is other._local()
    shared = [a is b for a, b in zip(one._sources(), other._sources(), strict=True)]
    assert shared == [False, True, True, False]  # the tree, the engine, the registry, the atlas
