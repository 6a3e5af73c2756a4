"""The command line from words to output, in process and as a program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cmdresolve import __version__
from cmdresolve.cli import main

EXEC = 'FROM scratch\nENTRYPOINT ["/e", "p"]\nCMD ["/c", "d"]\n'

pytestmark = pytest.mark.usefixtures("folder")


def test_explain_is_the_verb_when_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["Dockerfile"])
    alone = capsys.readouterr().out
    main.main(["explain", "Dockerfile"])
    assert capsys.readouterr().out == alone


def test_version_and_help_of_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"cmdresolve {__version__}\n"
    for verb in ("explain", "resolve", "matrix", "dialects", "batch", "diff"):
        assert main.main([verb, "--help"]) == 0
        assert capsys.readouterr().out.startswith("usage: cmdresolve")


def test_what_is_the_value_of_an_option_asks_for_no_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An entrypoint may be called --help, as docker reads it too."""
    assert main.main(["resolve", "--entrypoint", "--help", "Dockerfile"]) == 0
    assert capsys.readouterr().out == '["--help"]\n'
    assert main.main(["resolve", "Dockerfile", "--entrypoint", "--version"]) == 0
    assert capsys.readouterr().out == '["--version"]\n'


@pytest.mark.parametrize(
    ("formats", "begin"),
    [
        ("--format json", "{"),
        ("--format=text --format=json", "{"),
        ("--format json --format text", "no engine is called 'nobody'"),
        ("--entrypoint --format=json", "no engine is called 'nobody'"),
    ],
)
def test_a_refusal_is_printed_in_the_format_that_counts(
    formats: str, begin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last, as of an answer."""
    assert main.main([*formats.split(), "--engine", "nobody", "Dockerfile"]) == 2
    printed = capsys.readouterr()
    assert "".join(printed).startswith(begin)
    assert (printed.out == "") != (begin == "{")


def test_without_words_of_its_own_it_reads_those_of_the_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["cmdresolve", "resolve", "Dockerfile"])
    assert main.main() == 0
    assert capsys.readouterr().out == '["/e", "p", "/c", "d"]\n'


def test_an_interrupt_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "run", interrupt)
    assert main.main(["Dockerfile"]) == 130
    assert capsys.readouterr() == ("", "")


def run(folder: Path, *words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program itself."""
    return subprocess.run(
        [sys.executable, "-m", "cmdresolve", *words],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


def test_the_program_answers_and_sets_its_status(folder: Path) -> None:
    done = run(folder, "resolve", "Dockerfile")
    assert (done.returncode, done.stdout, done.stderr) == (0, b'["/e", "p", "/c", "d"]\n', b"")


def test_a_word_that_is_no_text_does_no_harm(folder: Path) -> None:
    (folder / "bytes").write_bytes(b'FROM scratch\nCMD ["a\xffb"]\n')
    done = run(folder, "bytes")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_is_no_fault(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cmdresolve", "dialects", "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_an_answer_that_cannot_be_written_is_one_line_of_complaint() -> None:
    """A full disk: no traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cmdresolve", "matrix"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 74
    assert done.stderr == "cannot write the answer: No space left on device\n"


@pytest.mark.parametrize("words", [[], ["--format", "json"]])
def test_a_fault_of_our_own_is_no_refusal(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2, asks for a report, and shows no traceback."""

    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("cmdresolve.cli.inputs.load.load", fail)

    assert main.main([*words, "docker", "run", "img"]) == 2
    told = capsys.readouterr()
    assert "KeyError: 'x' in " in told.out + told.err
    assert "please report it" in told.out + told.err
