"""What is read of a list that is not JSON, before anything is made of it."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.forgiving_array import ForgivingReader


def reader_of(text: str, *breaks: int) -> ForgivingReader:
    """Return the reader when it has read a text that begins with its bracket."""
    reader = ForgivingReader(text, 0, breaks)
    reader.read()
    return reader


@pytest.mark.parametrize(
    ("text", "words", "kinds"),
    [
        ('["a", "b"]', ["a", "b"], []),
        ("['a', 'b']", ["a", "b"], ["single-quotes", "single-quotes"]),
        ("[nginx, -g, daemon off;]", ["nginx", "-g", "daemon off;"], ["unquoted-word"]),
        ("[nginx -g off]", ["nginx", "-g", "off"], ["unquoted-word"]),
        ('["a" "b"]', ["a", "b"], ["missing-comma"]),
        ('["a";"b"]', ["a", "b"], ["wrong-separator"]),
        ('["a",]', ["a"], ["trailing-comma"]),
        ('["C:\\app\\x.exe"]', ["C:\\app\\x.exe"], ["bad-escape"]),
        ('["a")', ["a"], ["wrong-bracket"]),
    ],
)
def test_words_are_read_and_faults_are_noted(text: str, words: list[str], kinds: list[str]) -> None:
    """The first fault is that which a reader is told of."""
    reader = reader_of(text)

    assert reader.words() == words
    assert reader.plain
    assert [kind for kind, _, _ in reader.faults][: len(kinds)] == kinds


@pytest.mark.parametrize("text", ['["--port"=80]', "['it''s']", '["a", `b`]', '["a"] && b'])
def test_what_a_shell_was_meant_to_read_is_not_plain(text: str) -> None:
    """So no words are made of it."""
    assert not reader_of(text).plain


def test_a_comment_ends_where_its_line_does() -> None:
    """And what follows is read as before."""
    assert reader_of('["a", # why "b"]', 12).words() == ["a", "b"]
