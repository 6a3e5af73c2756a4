"""What the verbs have in common to tell: `cmdresolve.cli.telling`."""

from __future__ import annotations

import json

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dockerfile", 0),
        ("explain Dockerfile", 0),
        ("none", 1),
        ("child --entrypoint ", 1),
        ("--file none docker run img", 1),
        ("docker run --bogus img", 1),
        ("docker run", 1),
        ("docker ps", 2),
        ("missing", 2),
        ("--bogus", 2),
        ("--format pdf Dockerfile", 2),
        ("", 0),
        ("help", 0),
        ("help nope", 2),
        ("completion tcsh", 2),
        ("man", 0),
        ("--base x Dockerfile", 2),
        ("--engine rocket@1 Dockerfile", 2),
        ("docker run -e X --rm img", 3),
        ("resolve docker run img", 3),
        ("--target nope Dockerfile", 1),
        ("--help", 0),
        ("--version", 0),
        ("matrix", 0),
        ("dialects", 0),
        ("matrix --bogus", 2),
        ("diff Dockerfile", 2),
    ],
)
def test_the_exit_status_says_how_it_went(
    capsys: pytest.CaptureFixture[str], text: str, status: int
) -> None:
    """0 answered, 1 the engine would refuse, 2 bad usage or input, 3 cannot know."""
    words = text.split(" ") if text else []
    assert main.main(words) == status
    out, err = capsys.readouterr()
    assert bool(err) is (status in (1, 2) or text == "resolve docker run img")
    assert "Traceback" not in out + err


def test_a_refusal_for_want_of_a_command_says_what_there_was(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--no-atlas", "--file", "child", "docker", "run", "--entrypoint", "", "img"]
    assert main.main(words) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "the engine would refuse to create the container:\n"
        "no command specified [no-command]\n"
        '  the image has ENTRYPOINT ["/entry.sh"]\n'
        "  an empty entrypoint was given at start, which drops ENTRYPOINT\n"
        "  hint: give the image an ENTRYPOINT or a CMD, or name a command after the image\n"
        "note: nginx:1.27 is not described; ONBUILD triggers in it could change this\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "matrix --engine docker@99",
        "diff --engine docker@99 --engine podman@5.8 Dockerfile",
        "diff docker@99 podman@5.8 Dockerfile --format json",
        "check --engine docker@99 Dockerfile",
        "scan --engine docker@99 Dockerfile",
        "resolve --engine docker@99 Dockerfile",
        "--porcelain --engine docker@99 Dockerfile",
    ],
)
def test_every_verb_says_who_answers_for_a_version_that_is_not_known(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """On standard error, for its output has no place for it."""
    main.main(text.split())
    assert capsys.readouterr().err.count("docker@99 is not known here: answered as docker@") == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("none --format=json", "error"),
        ("--format json docker run --bogus img", "error"),
        ("--format json missing", "error"),
        ("--format json resolve-nothing", "error"),
        ("--format json docker run img", "unknown"),
    ],
)
def test_a_refusal_asked_for_as_json_is_json(
    capsys: pytest.CaptureFixture[str], text: str, key: str
) -> None:
    main.main(text.split())
    out, err = capsys.readouterr()
    assert key in json.loads(out)
    assert err == ""
