"""``cmdresolve why MESSAGE [FILE]``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from cmdresolve.cli.main import main

MESSAGE = 'exec: "npm start": executable file not found in $PATH: unknown'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "D").write_text('FROM scratch\nCMD ["npm start"]\n')
    (tmp_path / "good").write_text('FROM scratch\nCMD ["npm", "start"]\n')
    return tmp_path


def test_a_message_alone_names_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", MESSAGE]) == 0
    out = capsys.readouterr().out

    assert "'npm start', blanks and all" in " ".join(out.split())
    assert "cmdresolve rule program-with-blanks" in out


def test_with_the_file_it_shows_the_line_and_its_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", MESSAGE, "D"]) == 0
    out = capsys.readouterr().out

    assert "error[program-with-blanks]" in out
    assert '2 + CMD ["npm", "start"]' in out


def test_as_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", MESSAGE, "--format", "json", "D"]) == 0
    found = json.loads(capsys.readouterr().out)
    for options in (["--format", "json"], ["--format=json", "--engine", "docker@28.5"]):
        assert main(["why", *options, MESSAGE, "D"]) == 0
        assert json.loads(capsys.readouterr().out) == found

    assert [cause["code"] for cause in found["causes"]] == ["several-words-in-one"]
    assert found["findings"][0]["mends"][0]["argv"] == ["npm", "start"]


def test_a_file_that_has_nothing_of_it_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", MESSAGE, "good"]) == 0

    assert "nothing of it is seen in the file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status"), [([], 2), ([""], 2), (["it does not work"], 3), (["what?", "D"], 0)]
)
def test_what_is_not_known_is_no_answer(words: list[str], status: int) -> None:
    """A message that is not known, with a file that has something grave, shows that."""
    assert main(["why", *words]) == status


@pytest.mark.parametrize("words", [["why", "-"], ["why", "--format", "text", "-"]])
def test_a_message_may_come_by_standard_input(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody needs to quote it there, whatever quotes it has."""
    text = "docker: it's this:\n\xff " + MESSAGE + "\n"
    for rest in ([], ["D"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("latin-1"))))
        assert main([*words, *rest]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert "'npm start', blanks and all" in out
        assert ("error[program-with-blanks]" in out) is bool(rest)


@pytest.mark.parametrize(
    ("words", "data", "told"),
    [
        (["-"], b" \n", "there is no message"),
        (["-"], b"x" * (65 << 20), "is larger than"),
        (["-", "-"], b"", "cannot both be standard input"),
        (["-", "--image-config", "-"], b"", "cannot both be standard input"),
        (["-", "--base", "a=-", "D"], b"", "cannot both be standard input"),
    ],
)
def test_what_standard_input_cannot_be(
    words: list[str],
    data: bytes,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert main(["why", *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["exec format error", "nowhere"], "cannot read nowhere: No such file or directory"),
        (["no such message", "nowhere"], "cannot read nowhere: No such file or directory"),
        (
            ["exec format error", "D", "--base", "a=nowhere"],
            "--base a=nowhere: cannot read nowhere",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_not_looked_through(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of the message being seen in it would be no answer."""
    assert main(["why", *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(message)


def test_what_has_no_cause_prints_no_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "no such message"]) == 3
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no such message"], "the message is not known; name the file that it is about\n"),
        (["no such message", "good"], "the message is not known\n"),
    ],
)
def test_a_file_is_asked_for_where_none_is_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", *words]) == 3
    assert capsys.readouterr().err == said
