"""Where two engines or builders part on one input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.cli.inputs.files import InputError
from cmdresolve.cli.inputs.question import Question
from cmdresolve.cli.verbs.diff import compare
from cmdresolve.render.layout import plain

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs that builders and engines read in two ways."""
    for name, text in {
        "same": 'FROM scratch\nCMD ["a"]\n',
        "trailing": 'FROM scratch\nCMD ["a", "b"] # comment\n',
        "none": "FROM scratch\n",
        "flag": "FROM scratch\nCMD --x\n",
        "shell": 'FROM base\nSHELL ["/bin/bash", "-c"]\nCMD run\n',
        "open": "FROM base\nCMD run\n",
        "config.json": '{"Entrypoint": ["/e"], "Cmd": ["/c"]}',
    }.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def engines(one: str, other: str, **asked: object) -> tuple[Question, Question]:
    return Question(engine=one, **asked), Question(engine=other, **asked)


def test_two_that_agree_say_so() -> None:
    found = compare(*engines("docker@28.5", "docker@26.1", operand="same"))
    assert (found.same, found.parts) == (True, ())
    assert plain(found.layout(80)) == (
        "docker@28.5, building with buildkit@28.5\n"
        "  a\n"
        "docker@26.1, building with buildkit@26.1\n"
        "  a\n"
        "\n"
        "The two agree."
    )


def test_two_builders_part_on_text_behind_a_list() -> None:
    """moby/buildkit#5107: from 27.1 on it is shell form."""
    found = compare(*engines("docker@28.5", "docker@26.1", operand="trailing"))
    assert found.parts == ("cmd", "argv")
    shown = plain(found.layout(80))
    assert shown.startswith(
        "docker@28.5, building with buildkit@28.5\n"
        '  /bin/sh -c \'["a", "b"] # comment\'\n'
        "docker@26.1, building with buildkit@26.1\n"
        "  a b\n"
        "\n"
        "Where they part\n"
        '  CMD        ["/bin/sh", "-c", "[\\"a\\", \\"b\\"] # comment"]\n'
        '             ["a", "b"]\n'
        "\n"
        "Why\n"
    )
    assert found.deciding == ("reading.json_whole",)
    assert "  reading.json_whole: whether text after a JSON array makes it shell form.\n" in shown
    assert "- CMD in shell form: the default shell and the text (trailing:2)" in shown
    assert "- CMD in exec form: these words, exactly (trailing:2)" in shown
    assert 'script for the shell\n        CMD ["a", "b"]\n' in shown


def test_two_engines_part_at_start_on_the_same_image() -> None:
    found = compare(*engines("docker@28.5", "podman@5.8", operand="config.json", entrypoint="[]"))
    assert (found.parts, found.deciding) == (("argv",), ())
    shown = plain(found.layout(80))
    assert shown.startswith("docker@28.5\n  '[]'\npodman@5.8\n  /c\n")
    assert "the image is the same; the start is not" in shown


def test_one_that_refuses_parts_from_one_that_does_not() -> None:
    found = compare(*engines("docker@28.5", "podman@5.8", operand="none"))
    assert found.parts == ("argv",)
    shown = plain(found.layout(80))
    assert "  refused at create: no command specified\n" in shown
    assert "    no command specified [no-command]\n" in shown


def test_one_that_refuses_to_build_is_told_with_its_place() -> None:
    found = compare(
        Question("flag", builder="buildkit@28.5"), Question("flag", builder="buildah@1.43")
    )
    assert (found.parts, found.deciding) == (("argv",), ("flags.ignored_by",))
    shown = plain(found.layout(80))
    assert "  refused at build: unknown flag: --x\n" in shown
    assert "Where they part\n  one of them refuses\n" in shown
    assert "    flag:2:5: unknown flag: --x [unknown-flag]\n" in shown
    assert "    - CMD with nothing after it (flag:2)\n" in shown


def test_two_that_part_in_what_they_store_alone_have_no_rules_of_their_own() -> None:
    found = compare(
        Question("shell", builder="buildah@1.43"), Question("shell", builder="buildah@1.43/docker")
    )
    assert (found.parts, found.deciding) == (("shell",), ("storing.stores_shell",))
    shown = plain(found.layout(80))
    assert '  SHELL      absent\n             ["/bin/bash", "-c"]\n' in shown
    assert shown.count("    nothing beside what holds for both") == 2


def test_fields_that_nobody_described_are_said_to_be_unknown() -> None:
    found = compare(
        Question("shell", builder="buildkit@28.5"), Question("open", builder="buildkit@28.5")
    )
    shown = plain(found.layout(80))
    assert found.parts == ("cmd", "shell", "argv")
    assert "not known (Shell of base)" in shown


def test_a_difference_is_json_too() -> None:
    record = compare(*engines("docker@28.5", "podman@5.8", operand="none")).to_json()
    assert (record["same"], record["parts"]) == (False, ["argv"])
    assert record["left"]["error"]["code"] == "no-command"
    assert record["left"]["image"]["Cmd"] is None
    assert record["right"]["argv"] == [""]
    json.dumps(record)


def test_a_question_that_is_wrong_is_no_difference() -> None:
    with pytest.raises(InputError):
        compare(*engines("docker@28.5", "docker@26.1", operand="missing"))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("--engine docker@28.5 --engine docker@26.1 trailing", 0),
        ("--engine docker@28.5 --engine docker@26.1 --exit-code trailing", 1),
        ("--engine docker@28.5 --engine docker@26.1 --exit-code same", 0),
        ("--builder buildkit@28.5 --builder buildah@1.43 same", 0),
        ("--engine docker@28.5 --builder buildkit@28.5 --builder buildkit@26.1 same", 0),
        ("--engine docker@28.5 same", 2),
        ("--engine a --engine b --engine c same", 2),
        ("--engine docker@28.5 --engine docker@26.1 missing", 2),
        ("same", 2),
        ("docker@28.5 docker@26.1 --exit-code trailing", 1),
        ("buildkit@28.5 classic@28.5 --exit-code same", 0),
        ("docker@28.5 nope@1 same", 2),
    ],
)
def test_the_exit_status_of_the_verb(
    capsys: pytest.CaptureFixture[str], words: str, status: int
) -> None:
    assert main.main(["diff", *words.split()]) == status
    out, err = capsys.readouterr()
    assert bool(err) is (status == 2)
    assert bool(out) is (status != 2)


def test_the_verb_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = "diff --format json --engine docker@28.5 --engine docker@26.1 trailing"
    assert main.main(words.split()) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["parts"] == ["cmd", "argv"]
    assert record["deciding"] == [
        {
            "field": "reading.json_whole",
            "says": "whether text after a JSON array makes it shell form.",
        }
    ]
