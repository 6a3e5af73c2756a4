"""Texts and places in them: `cmdresolve.model.source`."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Source, Span, byte_place, start_of

TEXT = "FROM a\r\n\tCMD b\n\nlast"


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, (1, 1)),
        (5, (1, 6)),
        (7, (1, 8)),
        (8, (2, 1)),
        (9, (2, 2)),
        (15, (3, 1)),
        (16, (4, 1)),
        (len(TEXT), (4, 5)),
    ],
)
def test_an_offset_has_a_line_and_a_column(offset: int, position: tuple[int, int]) -> None:
    """Both count from 1, in characters; a line feed belongs to the line it ends."""
    assert Source("f", TEXT).position(offset) == position


@pytest.mark.parametrize(("line", "text"), [(1, "FROM a"), (2, "\tCMD b"), (3, ""), (4, "last")])
def test_a_line_has_no_line_end(line: int, text: str) -> None:
    """Neither the line feed nor a carriage return before it is shown."""
    assert Source("f", TEXT).line_text(line) == text


def test_a_carriage_return_alone_ends_no_line() -> None:
    """Builders split at line feeds only, so positions do as well."""
    assert Source("f", "a\rb\x0bc\u2028d").position(6) == (1, 7)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("FROM a\nCMD [b]\n", Span(11, 14), ["  2 | CMD [b]", "    |     ^^^"]),
        ("CMD a", Span(5, 5), ["  1 | CMD a", "    |      ^"]),
        ("\tCMD\x1b a", Span(1, 4), ["  1 |  CMD· a", "    |  ^^^"]),
        ("a\nb", Span(0, 3), ["  1 | a", "    | ^"]),
        ("", Span(0, 0), ["  1 | ", "    | ^"]),
    ],
    ids=["a word", "the end", "unprintable", "over two lines", "nothing"],
)
def test_an_excerpt_has_carets_below_the_span(text: str, span: Span, expected: list[str]) -> None:
    """The line is shown with its number; carets stay on it and are one at least."""
    assert Source("f", text).excerpt(span) == expected


def test_an_excerpt_of_a_long_line_is_cut_around_the_span() -> None:
    """Fifty characters before the span are shown, and the carets stand below its own."""
    text = "a" * 200 + "WORD" + "b" * 200

    shown, carets = Source("f", text).excerpt(Span(200, 204))

    assert shown == "  1 | " + "a" * 50 + "WORD" + "b" * 46
    assert carets == "    | " + " " * 50 + "^^^^"


def test_carets_end_where_the_shown_text_ends() -> None:
    """A span longer than the excerpt is marked as far as it is shown."""
    shown, carets = Source("f", "a" * 1000).excerpt(Span(100, 900))

    assert shown == "  1 | " + "a" * 100
    assert carets == "    | " + " " * 50 + "^" * 50


def test_sources_compare_by_name_and_text() -> None:
    """Two readings of one file are one source; the same text under another name is not."""
    assert Source("f", "x") == Source("f", "x")
    assert hash(Source("f", "x")) == hash(Source("f", "x"))
    assert Source("f", "x") != Source("g", "x")
    assert Source("f", "x") != Source("f", "y")
    assert Source("f", "x") != "x"


def test_a_source_says_its_size_and_not_its_text() -> None:
    """A text may be huge; its `repr` is not."""
    assert repr(Source("Dockerfile", "x" * 9)) == "Source('Dockerfile', 9 characters)"


@pytest.mark.parametrize(
    ("source", "span", "start"),
    [
        (Source("f", TEXT), Span(9, 12), (2, 2)),
        (None, Span(9, 12), (None, None)),
        (Source("f", TEXT), None, (None, None)),
    ],
)
def test_what_lies_in_no_text_starts_nowhere(
    source: Source | None, span: Span | None, start: tuple[int | None, int | None]
) -> None:
    """A span counts in a text alone."""
    assert start_of(source, span) == start


@pytest.mark.parametrize(
    ("at", "place"),
    [
        (0, "line 1, byte 1"),
        (2, "line 1, byte 3"),
        (3, "line 2, byte 1"),
        (4, "line 3, byte 1"),
        (5, "line 3, byte 2"),
    ],
)
def test_a_byte_has_a_place_as_well(at: int, place: str) -> None:
    assert byte_place(b"ab\n\nc\xff", at) == place
