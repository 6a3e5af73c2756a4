"""Splitters of command texts: `cmdresolve.go.shlex`."""

from __future__ import annotations

import pytest

from cmdresolve.go.shlex import UnclosedQuoteError, google_shlex, python_shlex


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("   \t\r\n", []),
        ("/x", ["/x"]),
        (" /x  y\tz\nw ", ["/x", "y", "z", "w"]),
        ("/x 'a b' \"c d\"", ["/x", "a b", "c d"]),
        ("a'b'\"c\"d", ["abcd"]),
        ("''", [""]),
        ('a "" b', ["a", "", "b"]),
        (r"a\ b \\ \'", ["a b", "\\", "'"]),
        (r'"a\"b\nc"', ['a"bnc']),
        (r"'a\b'", [r"a\b"]),
        ("/x # c", ["/x"]),
        ("a#b", ["a#b"]),
        ("#a\nb", ["b"]),
        ("a #b\n c", ["a", "c"]),
        ("'#' x", ["#", "x"]),
        ("$HOME `x` ; | >", ["$HOME", "`x`", ";", "|", ">"]),
        ("a\u00a0b", ["a\u00a0b"]),
    ],
)
def test_a_text_is_split_as_google_shlex_splits_it(text: str, words: list[str]) -> None:
    """Quotes, backslash and comments count; operators and variables do not.

    Source: github.com/google/shlex; recorded by ``docker service create --entrypoint``.
    """
    assert google_shlex(text) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("'a", "EOF found when expecting closing quote"),
        ('"a', "EOF found when expecting closing quote"),
        ("a 'b\" c", "EOF found when expecting closing quote"),
        ("a\\", "EOF found after escape character"),
        ('"a\\', "EOF found after escape character"),
    ],
)
def test_an_open_quote_is_refused_in_the_words_of_the_library(text: str, message: str) -> None:
    """The texts are those docker prints."""
    with pytest.raises(UnclosedQuoteError) as raised:
        google_shlex(text)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\r\n", []),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        ("a '' b", ["a", "", "b"]),
        ("a # b", ["a", "#", "b"]),
        (r'"a\nb" \t', [r"a\nb", "t"]),
        (r'"a\"b\\c"', ['a"b\\c']),
        ("a | b; $X `c d`", ["a", "|", "b;", "$X", "`c", "d`"]),
        ("a\\\nb", ["a\nb"]),
        ("a\u00a0b", ["a\u00a0b"]),
    ],
)
def test_a_text_is_split_as_python_splits_it(text: str, words: list[str]) -> None:
    """No comments, and a backslash between double quotes stays but before one and itself.

    Source: recorded ``docker_py_create_container``.
    """
    assert python_shlex(text) == words


@pytest.mark.parametrize(
    ("text", "message"), [("'a", "No closing quotation"), ("a\\", "No escaped character")]
)
def test_an_open_quote_is_refused_in_the_words_of_python(text: str, message: str) -> None:
    """The texts are those of the ValueError that a caller of docker-py gets."""
    with pytest.raises(UnclosedQuoteError) as raised:
        python_shlex(text)

    assert str(raised.value) == message
