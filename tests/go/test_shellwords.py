"""Splitting a command's text: `cmdresolve.go.shellwords`."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_40, COMPOSE_5_0, COMPOSE_5_1_4
from cmdresolve.go.shellwords import ShellwordsError, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\r\n", []),
        ("a b", ["a", "b"]),
        (" a\tb\nc\r ", ["a", "b", "c"]),
        ("a\u00a0b\x0bc", ["a\u00a0b\x0bc"]),
        ("'a b' \"c d\"", ["a b", "c d"]),
        ("a'b'\"c\"d", ["abcd"]),
        ("''", [""]),
        ("a '' \"\"", ["a", "", ""]),
        (r"a\ b \' \\", ["a b", "'", "\\"]),
        (r'"a\"b\n\$c"', ['a"bn$c']),
        (r"'a\b'", [r"a\b"]),
        ("a \\\n b", ["a", "\n", "b"]),
        ("a # b", ["a", "#", "b"]),
        ("a#b * ~ {a,b} $X !x", ["a#b", "*", "~", "{a,b}", "$X", "!x"]),
        ("$(a b) c", ["$(a b)", "c"]),
        ("$('a') \"$(b 'c')\"", ["$('a')", "$(b 'c')"]),
        ("`a b` c", ["`a b`", "c"]),
        ("`a 'b'` c", ["`a b`", "c"]),
        ("a) b) c", ["a) b)", "c"]),
    ],
)
def test_a_text_is_split_into_words(text: str, words: list[str]) -> None:
    """Quotes and backslashes go, ``$( )`` and backticks hold together; nothing is expanded.

    Source: mattn/go-shellwords v1.0.12 shellwords.go ParseWithPosition; recorded.
    """
    assert list(split(text, COMPOSE_2_40).words) == words


@pytest.mark.parametrize(
    ("text", "words", "discarded"),
    [
        ("a | b", ["a"], "| b"),
        ("a; b", ["a"], "; b"),
        ("a && b", ["a"], "&& b"),
        ("a<b", ["a"], "<b"),
        ("a>b c", ["a"], ">b c"),
        ("echo 2>x", ["echo"], "2>x"),
        ("echo 2 >x", ["echo", "2"], ">x"),
        ("a 5'b'>f", ["a"], "5'b'>f"),
        ("|a", [], "|a"),
        ("a 2|b", ["a", "2"], "|b"),
    ],
)
def test_an_operator_ends_the_text(text: str, words: list[str], discarded: str) -> None:
    """Silently: what follows is thrown away, and a word before ``>`` that begins with a digit."""
    found = split(text, COMPOSE_2_40)

    assert list(found.words) == words
    assert found.discarded is not None
    assert text[found.discarded.start : found.discarded.end] == discarded


@pytest.mark.parametrize("text", ["'a;b'", '"a|b"', "`a>b`", "$(a&b)", "a\\;b"])
def test_an_operator_in_quotes_is_text(text: str) -> None:
    assert split(text, COMPOSE_2_40).discarded is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("it's", 2),
        ('a "b', 2),
        ("a\\", 1),
        ("(a)", 0),
        ("a $((1))", 4),
        ("$(a", 1),
        ("`a", 0),
        ("a)", 1),
    ],
)
def test_what_is_open_at_the_end_is_refused(text: str, place: int) -> None:
    """So is a parenthesis that follows no ``$``; all with one message."""
    with pytest.raises(ShellwordsError, match=r"^invalid command line string$") as refused:
        split(text, COMPOSE_2_40)

    assert refused.value.pos == place


def test_each_word_has_its_place() -> None:
    text = " a 'b c'd \"\" $(e f)"

    found = split(text, COMPOSE_2_40)

    assert [text[start:end] for start, end in found.spans] == ["a", "'b c'd", '""', "$(e f)"]


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        (r'"a\nb"', ["anb"], ["a\nb"]),
        (r"a\tb", ["atb"], ["a\tb"]),
        (r"'a\nb'", [r"a\nb"], [r"a\nb"]),
    ],
)
def test_escapes_became_controls(text: str, earlier: list[str], later: list[str]) -> None:
    """go-shellwords v1.0.13, in Compose from 5.1.4."""
    assert list(split(text, COMPOSE_5_0).words) == earlier
    assert list(split(text, COMPOSE_5_1_4).words) == later


def test_a_lone_parenthesis_became_an_error() -> None:
    """In the same release; the sum of its files stands in the go.sum of Compose 5.1.4."""
    assert list(split("a) b)", COMPOSE_5_0).words) == ["a) b)"]
    with pytest.raises(ShellwordsError):
        split("a) b)", COMPOSE_5_1_4)
