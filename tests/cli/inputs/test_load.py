"""What the command line is asked about, and bad input of every kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.cli.inputs.files import InputError
from cmdresolve.cli.inputs.load import load
from cmdresolve.cli.inputs.question import Question
from cmdresolve.model.errors import CmdResolveError, DockerfileError

pytestmark = pytest.mark.usefixtures("folder")

INSPECTED = [{"Id": "sha256:1", "RepoTags": ["app:1"], "Config": {"Cmd": ["a"]}, "Os": "linux"}]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs, good and bad, where the command line is called."""
    texts: dict[str, str | bytes] = {
        "Dockerfile": 'FROM base\nCMD ["c"]\n',
        "base": 'FROM scratch\nENTRYPOINT ["/b"]\n',
        "config.json": json.dumps({"Cmd": ["a"]}),
        "inspect.json": json.dumps(INSPECTED),
        "oci": json.dumps({"architecture": "amd64", "os": "linux", "config": {"Cmd": ["o"]}}),
        "empty": "",
        "comment": "# nothing\n",
        "nofrom": "RUN x\n",
        "unknown": "FROM scratch\nFOO x\n",
        "circular": "FROM b AS a\nFROM a AS b\n",
        "copies": "FROM scratch AS a\nCOPY --from=b /x /\nFROM scratch AS b\nCOPY --from=a /x /\n",
        "bytes": b"FROM scratch\nFO\xff x\n",
        "elf": b"\x7fELF\x02\x01",
        "gzip": b"\x1f\x8b\x08",
        "zip": b"PK\x03\x04",
        "utf16": "FROM scratch\n".encode("utf-16"),
        "tar": b"\0" * 257 + b"ustar" + b"\0" * 10,
        "broken.json": '{"Cmd": ["a"',
        "number.json": "3",
        "wrong.json": '{"Cmd": 5}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Containerfile").write_text("FROM scratch\nCMD c\n")
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "first", "hint"),
    [
        (
            "missing",
            "cannot read missing: No such file or directory [unreadable]",
            "if it names an image of the local docker or podman: --image missing",
        ),
        (
            "bare",
            "bare is a directory without a Dockerfile, Compose file or manifest [unreadable]",
            "name the file in it: bare/FILE",
        ),
        (
            "elf",
            "elf is a program (ELF) [not-text]",
            ("name a Dockerfile, or a file with what `docker image inspect` prints"),
        ),
        (
            "gzip",
            "gzip: it is damaged, or ends in the middle [archive-damaged]",
            "it is incomplete; save it again",
        ),
        ("zip", "zip is a zip archive [not-text]", "name a Dockerfile, or"),
        ("utf16", "utf16 is UTF-16 text; engines read UTF-8 [not-text]", "name a Dockerfile, or"),
        (
            "tar",
            "tar: it ends in the middle [archive-damaged]",
            "it is incomplete; save it again",
        ),
        (
            "--base x Dockerfile",
            "--base x: not REF=FILE [base-syntax]",
            ("write --base debian:12=base.json"),
        ),
        ("--base =x Dockerfile", "--base =x: not REF=FILE [base-syntax]", "write --base"),
        ("--base x= Dockerfile", "--base x=: not REF=FILE [base-syntax]", "write --base"),
        ("--base base=elf Dockerfile", "elf is a program (ELF) [not-text]", "name a Dockerfile"),
        (
            "broken.json",
            "broken.json:1:13: this is not JSON: Expecting ',' delimiter [not-json]",
            "save what `docker image inspect IMAGE` prints",
        ),
        (
            "number.json",
            "number.json is neither a Dockerfile nor any other kind that is read [not-known]",
            "name a Dockerfile, a Compose file, a manifest, or a file with an image config",
        ),
        (
            "wrong.json",
            "wrong.json: Cmd must be a list of strings, not a number [image-config]",
            'write Cmd as ["word", "word"]',
        ),
        (
            "--image-config Dockerfile",
            "Dockerfile is a Dockerfile [not-read]",
            "an image config, such as `docker image inspect` prints, is wanted here",
        ),
        ("--engine x@1 Dockerfile", "no engine is called 'x' [unknown-dialect]", "known: docker"),
        (
            "--engine docker@1 Dockerfile",
            ("nothing is known of docker before docker@20.10 [unknown-dialect]"),
            "known: docker@20.10",
        ),
        ("--builder x Dockerfile", "no builder is called 'x' [unknown-dialect]", "known: "),
    ],
)
def test_bad_input_is_one_clear_error_with_its_mend(
    capsys: pytest.CaptureFixture[str], words: str, first: str, hint: str
) -> None:
    assert main.main(words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.split("\n")[0] == first
    assert err.split("\n")[-2].startswith(f"  hint: {hint}")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("empty", ""),
        ("comment", ""),
        ("nofrom", "nofrom:1:1: "),
        ("unknown", "unknown:2:1: "),
        ("copies", "copies:"),
        ("bytes", "bytes:2:1: "),
        ("Dockerfile --target nope", ""),
    ],
)
def test_what_the_builder_refuses_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], words: str, place: int
) -> None:
    assert main.main(words.split()) == 1
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert lines[0] == "the builder would refuse this:"
    assert lines[1].startswith(place)
    assert lines[1].endswith("]")
    assert "Traceback" not in err


def test_a_base_that_is_a_later_stage_is_an_image_nobody_described(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main(["circular"]) == 3
    assert "Not known: Entrypoint of b, Cmd of b" in capsys.readouterr().out


def test_a_build_argument_without_a_value_is_taken_from_the_environment(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "args").write_text("ARG A=1\nARG B=2\nFROM $A$B\n")
    monkeypatch.setenv("A", "x")
    monkeypatch.delenv("B", raising=False)
    question = Question("args", build_args=("A", "B", "C=c"))
    assert load(question).resolve().unknown == ("Entrypoint of x2", "Cmd of x2")


def test_a_later_base_may_start_from_an_earlier_one(folder: str) -> None:
    (folder / "middle").write_text('FROM lowest\nENTRYPOINT ["m"]\n')
    question = Question("Dockerfile", bases=("lowest=config.json", "base=middle"))
    assert load(question).resolve().argv == ("m", "c")


def test_an_image_that_is_not_among_the_bases_is_undescribed() -> None:
    case = load(Question(bases=("img=oci",), command=("docker", "run", "other")))
    assert case.resolve().unknown == ("Entrypoint of other", "Cmd of other")


def test_the_notes_of_a_command_are_kept() -> None:
    case = load(Question(command=("docker", "run", "-entrypoint", "sh", "img")))
    assert [note.code for note in case.notes] == ["one-dash"]


def test_a_builder_may_be_named_and_the_engine_brings_its_own() -> None:
    with pytest.raises(DockerfileError):
        load(Question("unknown", builder="classic@20.10"))
    assert load(Question("base", engine="podman@5.8")).engine.key == "podman@5.8"


def test_every_error_of_the_command_line_is_of_the_one_tree() -> None:
    assert issubclass(InputError, CmdResolveError)


@pytest.mark.parametrize(
    ("words", "argv"),
    [
        (["--engine", "docker@28.5"], ["e", "n"]),
        (["--engine", "podman@5.8"], ["n"]),
        (["--engine", "kubernetes"], ["e", "n"]),
    ],
)
def test_changes_are_those_of_the_engine_s_own_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], argv: list[str]
) -> None:
    """``podman commit`` gives ENTRYPOINT up with CMD; who has no such command starts Docker's."""
    config = tmp_path / "i.json"
    config.write_text('{"Entrypoint": ["e"], "Cmd": ["c"]}', "utf-8")

    asked = ["resolve", *words, "--change", 'CMD ["n"]', "--image-config", str(config)]
    assert main.main(asked) == 0
    assert json.loads(capsys.readouterr().out) == argv


def test_changes_of_no_image_are_those_of_imported_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As ``docker import --change`` makes them."""
    assert main.main(["resolve", "--change", "CMD a b"]) == 0
    assert json.loads(capsys.readouterr().out) == ["/bin/sh", "-c", "a b"]


def test_a_change_that_is_refused_is_what_the_engine_would_refuse(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The exit status says so."""
    assert main.main(["--change", "RUN a"]) == 1
    assert "RUN is not a valid change command" in capsys.readouterr().err


def test_a_builder_that_changes_images_is_asked_where_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``buildah config --cmd`` splits its text, and knows no shell form."""
    config = tmp_path / "i.json"
    config.write_text('{"Entrypoint": ["e"], "Cmd": ["c"]}', "utf-8")

    words = ["resolve", "--builder", "buildah", "--change", "CMD a 'b c'"]
    assert main.main([*words, "--image-config", str(config)]) == 0
    assert json.loads(capsys.readouterr().out) == ["e", "a", "b c"]


@pytest.mark.parametrize(
    ("question", "argv"),
    [
        (Question("Dockerfile", bases=("base=base",)), ("/b", "c")),
        (Question("Dockerfile", bases=("base=config.json",)), ("c",)),
        (Question("sub"), ("/bin/sh", "-c", "c")),
        (Question("inspect.json"), ("a",)),
        (Question("oci", arguments=("x",)), ("x",)),
        (Question(image_config="oci"), ("o",)),
        (Question("base", init=True), ("/b",)),
        (Question("base", entrypoint="/x", arguments=("y",)), ("/x", "y")),
        (Question(file="base", command=("docker", "run", "img", "x")), ("/b", "x")),
        (Question(image_config="oci", command=("docker", "run", "img")), ("o",)),
        (Question(bases=("img=oci",), command=("docker", "run", "img")), ("o",)),
        (Question("base", engine="podman@5.8", entrypoint='["p"]'), ("p",)),
    ],
)
def test_a_question_is_answered(question: Question, argv: tuple[str, ...]) -> None:
    assert load(question).resolve().argv == argv
