"""The command line's grammar."""

from __future__ import annotations

import pytest

from cmdresolve.cli.arguments import (
    OPTIONS,
    is_own_option,
    options_parser,
    read_options,
    sort_words,
)

NAMES = ("--target", "--base", "--init", "--color", "--image-config")


def sorted_words(text: str) -> tuple[list[str], str | None, list[str], list[str], list[str]]:
    return tuple(sort_words(text.split()))


@pytest.mark.parametrize(
    ("text", "own", "operand", "arguments"),
    [
        ("", "", "", ""),
        ("Dockerfile", "", "Dockerfile", ""),
        ("Dockerfile a b", "", "Dockerfile", "a b"),
        ("--target x Dockerfile", "--target x", "Dockerfile", ""),
        ("Dockerfile --target x", "--target x", "Dockerfile", ""),
        ("--target=x Dockerfile a", "--target=x", "Dockerfile", "a"),
        ("Dockerfile --port 80", "", "Dockerfile", "--port 80"),
        ("Dockerfile -p --init x", "--init", "Dockerfile", "-p x"),
        ("Dockerfile -- --target x", "", "Dockerfile", "--target x"),
        ("-- Dockerfile --init", "", "Dockerfile", "--init"),
        ("-- -weird", "", "-weird", ""),
        ("--", "", "", ""),
        ("-", "", "-", ""),
        ("- a", "", "-", "a"),
        ("--file F a b", "--file F", "", "a b"),
        ("--file F -- a", "--file F", "", "a"),
        ("--image=x a", "--image=x", "", "a"),
        ("--image-config - -x", "--image-config -", "", "-x"),
        ("--bogus Dockerfile", "--bogus", "Dockerfile", ""),
        ("--image-config c -t a", "--image-config c", "", "-t a"),
        ("--help", "--help", "", ""),
        ("Dockerfile --help", "--help", "Dockerfile", ""),
        ("Dockerfile --target", "--target", "Dockerfile", ""),
        ("Dockerfile docker run", "", "Dockerfile", "docker run"),
        ("--init Dockerfile", "--init", "Dockerfile", ""),
    ],
)
def test_words_are_ours_or_are_passed_on(
    text: str, own: list[str], operand: str, arguments: str
) -> None:
    assert sorted_words(text)[:2] == (own.split(), operand or None)
    assert sorted_words(text)[2:4] == ([], arguments.split())


@pytest.mark.parametrize(
    ("text", "own", "command"),
    [
        ("docker run -it img --target x", "", "docker run -it img --target x"),
        ("--engine docker@20.10 docker run i", "--engine docker@20.10", "docker run i"),
        ("--file F docker run i", "--file F", "docker run i"),
        ("podman create i", "", "podman create i"),
        ("docker", "", "docker"),
    ],
)
def test_a_docker_command_is_taken_as_it_is(text: str, own: list[str], command: str) -> None:
    asked = sort_words(text.split())
    assert (asked.own, asked.operand, asked.command) == (own.split(), None, command.split())
    assert (asked.arguments, asked.late) == ([], [])


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("Dockerfile a --target x b", "--target"),
        ("Dockerfile a --init b --init", "--init --init"),
        ("Dockerfile --target x a", ""),
        ("Dockerfile a -- --target x", ""),
    ],
)
def test_our_options_between_run_arguments_are_noticed(text: str, late: str) -> None:
    assert sort_words(text.split()).late == late.split()


def test_an_option_is_told_from_a_flag_of_docker() -> None:
    assert is_own_option("--file")
    assert not is_own_option("--volume")


def test_every_option_has_a_help_text() -> None:
    parser = options_parser("explain", [name for name, *_ in OPTIONS], ("text", "json"))
    shown = parser.format_help()
    for name, _, _, told in OPTIONS:
        assert name in shown
        assert told.split(" ", maxsplit=1)[0] in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "--target x",
        "--target=x --target y",
        "--target=",
        "--base a=b --base c=d",
        "--init --init",
        "--color always",
        "--format json --color=never",
        "--image-config -",
    ],
)
def test_plain_options_are_read_as_argparse_reads_them(text: str) -> None:
    words = text.split()
    parsed = options_parser("explain", NAMES, ("text", "json")).parse_args(words)
    assert vars(read_options("explain", words, NAMES, ("text", "json"))) == vars(parsed)


@pytest.mark.parametrize(
    "text", ["--target", "--target -x", "--init=yes", "--color pink", "--bogus", "--engine x"]
)
def test_wrong_options_are_refused_by_argparse(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        read_options("explain", text.split(), NAMES, ("text",))
    assert caught.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_a_format_has_a_default_and_choices() -> None:
    options = options_parser("matrix", ("--form",), ("text", "markdown")).parse_args([])
    assert (options.format, options.form) == ("text", "nine")


@pytest.mark.parametrize("words", ["--tar x", "--format pdf", "--bogus"])
def test_options_are_neither_shortened_nor_invented(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = options_parser("explain", ("--target",), ("text",))
    with pytest.raises(SystemExit) as caught:
        parser.parse_args(words.split())
    assert caught.value.code == 2
    assert "usage: cmdresolve" in capsys.readouterr().err
