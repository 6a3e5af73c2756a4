"""``--verify``: what is said of an engine that agrees, of one that does not, and of none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cmdresolve as cr
from cmdresolve.checks import Subject
from cmdresolve.cli.main import main
from cmdresolve.cli.verifying import Verdict, verify
from cmdresolve.images.container import Created

SCRIPT = """#!/bin/sh
case "$1 $2" in
"version --format") echo '{{"Server": {{"Version": "9.9"}}}}' ;;
"container create") {create} ;;
"container inspect") echo '[{{"Path": "serve", "Args": []}}]' ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is in front of PATH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def docker(folder: Path, create: str = "echo ID") -> None:
    """Put a program on the PATH that stands for the process, not for an engine."""
    (folder / "docker").write_text(SCRIPT.format(create=create))
    (folder / "docker").chmod(0o755)


@pytest.mark.parametrize(
    ("words", "create", "outcome"),
    [
        ('CMD ["serve"]', "echo ID", (0, "verified: docker 9.9 starts serve")),
        ('CMD ["other"]', "echo ID", (1, "docker 9.9 disagrees: it starts serve; please")),
        ("", "echo 'no command' >&2; exit 1", (1, "verified: docker 9.9 refuses it: no command")),
        ("", "echo ID", (1, "docker 9.9 disagrees: it starts serve")),
        ("CMD --x", "echo ID", (3, "not verified: there is no start to create")),
    ],
)
def test_the_engine_is_held_beside_the_answer(
    words: str,
    create: str,
    outcome: tuple[int, str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    docker(folder, create)
    (folder / "Dockerfile").write_text(f"FROM scratch\n{words}\n")

    assert main(["--verify", "Dockerfile"]) == outcome[0]
    assert outcome[1] in capsys.readouterr().err


def test_the_verdict_stands_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docker(folder)
    (folder / "Dockerfile").write_text('FROM scratch\nCMD ["serve"]\n')

    assert main(["--verify", "--format", "json", "Dockerfile"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"] == {
        "same": True,
        "by": "docker 9.9",
        "argv": ["serve"],
    }


def test_nobody_is_asked_unless_it_is_wanted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docker(folder, "exit 9")
    (folder / "Dockerfile").write_text('FROM scratch\nCMD ["serve"]\n')

    assert main(["Dockerfile"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("line", "base", "told"),
    [
        ("--no-atlas Dockerfile", "base", "not verified: the answer depends on Entrypoint of base"),
        ("--engine kubernetes Dockerfile", "scratch", "has no command line that starts one"),
    ],
)
def test_what_cannot_be_asked_is_said(
    line: str, base: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docker(folder)
    (folder / "Dockerfile").write_text(f"FROM {base}\nCMD serve\n")

    assert main(["--verify", *line.split()]) == 3
    assert told in capsys.readouterr().err


def test_verdicts_as_values() -> None:
    assert Verdict(None, why="x").to_json() == {"same": None, "why": "x"}
    refused = Verdict(Created("podman 5", None, "no command"), same=True)
    assert refused.to_json() == {"same": True, "by": "podman 5", "refused": "no command"}


@pytest.mark.parametrize(
    ("engine", "override", "asked"),
    [
        ("docker@28.5", cr.Override(), "web"),
        (
            "docker@28.5",
            cr.Override(entrypoint="sh -c", args=["x y"]),
            "--entrypoint sh -c web x y",
        ),
        ("docker@28.5", cr.Override(entrypoint=[], init=True), "--init --entrypoint  web"),
        ("docker@28.5", cr.Override(entrypoint=["a"]), "--entrypoint a web"),
        ("docker@28.5", cr.Override(entrypoint=["a", "b"]), None),
        ("docker@28.5", cr.Override(args="a b"), None),
        ("podman@5.8", cr.Override(entrypoint=["a", "b"]), '--entrypoint ["a", "b"] web'),
    ],
)
def test_a_start_is_asked_in_the_words_of_its_command_line(
    engine: str, override: cr.Override, asked: str | None, folder: Path
) -> None:
    """What none can say is not asked."""
    name = engine.partition("@")[0]
    docker(folder, f'shift 3; echo "$@" > "{folder}/asked"; echo ID')
    (folder / "docker").rename(folder / name)
    answer = cr.resolve(cr.ImageConfig(cmd=["serve"]), override, engine=engine)

    verdict = verify(Subject.of_resolution(answer), "web")

    assert (verdict.seen is None) is (asked is None)
    assert asked is None or (folder / "asked").read_text() == f"{asked}\n"
