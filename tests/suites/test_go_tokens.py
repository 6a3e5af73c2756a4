"""Literals of Go, and the tokens around them."""

from __future__ import annotations

import pytest

from tests.suites.go_tokens import number, tokens, unquoted


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r'"a\tb\"\\"', 'a\tb"\\'),
        (r'"\u00e9\xc3\xa9\303\251"', "ééé"),
        (r'"\U0001F37A"', "\U0001f37a"),
        (r'"\xff"', "\udcff"),
        (r"`a\n" + "\r\n`", "a\\n\n"),
        ("'x'", "x"),
    ],
)
def test_a_literal_is_a_text(source: str, text: str) -> None:
    (token,) = tokens(source)

    assert unquoted(token) == text


def test_comments_and_blanks_are_no_tokens() -> None:
    told = tokens("a := `b//c` // d\n/* e\nf */ g.h")

    assert [token.text for token in told] == ["a", ":=", "`b//c`", "\n", "g", ".", "h"]


def test_numbers() -> None:
    assert [number(text) for text in ("12", "0x10", "0o17", "1.5", "1i")] == [12, 16, 15, 1.5, None]
