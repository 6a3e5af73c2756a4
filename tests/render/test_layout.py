"""Text broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.model.quoting import columns, printable
from cmdresolve.render.layout import Fragment, paragraph, plain, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("a b c", 3, ["a b", "c"]),
        ("abc def", 7, ["abc def"]),
        ("abcdefg", 3, ["abc", "def", "g"]),
        ("a abcdefg b", 3, ["a", "abc", "def", "g b"]),
        ("a  b", 10, ["a  b"]),
        ("日本 語", 4, ["日本", "語"]),
        ("日本語", 3, ["日", "本", "語"]),
        ("日", 1, ["日"]),
    ],
)
def test_a_text_is_broken_at_blanks_and_a_long_word_anywhere(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


@given(st.text(st.characters(codec="utf-8")).map(printable), st.integers(2, 60))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_paragraph_hangs_behind_its_first_line() -> None:
    lines = paragraph("one two three four five", 24, first="- ", rest="    ", style="dim")
    assert plain(lines) == "- one two three four\n    five"
    assert lines[0] == (Fragment("- "), Fragment("one two three four", "dim"))


def test_blanks_at_the_end_of_a_line_are_left_out() -> None:
    assert plain([(Fragment("a"), Fragment("  ")), (), (Fragment("b"),)]) == "a\n\nb"
