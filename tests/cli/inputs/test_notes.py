"""What is said of how a command line was read, where it could be meant otherwise."""

from __future__ import annotations

import json

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dockerfile a --init b", "own-option"),
        ("Dockerfile --taget x", "passed-on"),
        ("Dockerfile --exit-code", "passed-on"),
        ("Dockerfile child", "file-as-argument"),
        ("Dockerfile --engine docker@99", "unknown-version"),
        ("Dockerfile --builder buildkit@27.2", "unknown-version"),
        ("Dockerfile a --base nginx:1.27=nginx.json", "unused-base"),
        ("Dockerfile --engine docker@28.5.1", None),
        ("Dockerfile --engine docker@28", None),
        ("Dockerfile -- --taget x", None),
        ("Dockerfile -- child", None),
        ("Dockerfile --port 80", None),
    ],
)
def test_how_the_words_were_read_is_noted_where_it_could_be_meant_otherwise(
    capsys: pytest.CaptureFixture[str], text: str, code: str | None
) -> None:
    """Once, and nothing is said where there is one reading."""
    assert main.main(["--format", "json", *text.split()]) == 0
    notes = json.loads(capsys.readouterr().out)["findings"]
    assert [note["code"] for note in notes] == ([] if code is None else [code])


def test_our_options_between_run_arguments_are_said_aloud(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main("resolve Dockerfile a --init b".split()) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == ["/e", "p", "a", "b"]
    assert err == (
        "note: --init was read as an option of cmdresolve; put -- before the run arguments "
        "to pass it on\n"
    )
