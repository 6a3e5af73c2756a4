"""A source line with carets: `render.marked_line`."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Source, Span
from cmdresolve.render.marked_line import MarkedLine, marked_line, pieces


@pytest.mark.parametrize(
    ("text", "marks", "width", "line"),
    [
        ("CMD a b", [(4, 5)], 80, MarkedLine("CMD a b", "    ^", (0,))),
        ("CMD a b", [(4, 5), (6, 7)], 80, MarkedLine("CMD a b", "    ^ ^", (0, 1))),
        ("CMD a", [(5, 6)], 80, MarkedLine("CMD a", "     ^", (0,))),
        ("\tCMD a", [(5, 6)], 80, MarkedLine(" CMD a", "     ^", (0,))),
        ("CMD 日本 a", [(4, 6)], 80, MarkedLine("CMD 日本 a", "    ^^^^", (0,))),
        ("a" * 30, [(0, 2)], 20, MarkedLine("a" * 19 + "…", "^^", (0,))),
        ("a" * 30, [(0, 2), (28, 30)], 20, MarkedLine("a" * 19 + "…", "^^", (0,))),
        ("a" * 28 + "bb", [(28, 30)], 20, MarkedLine("…aaaaabb", "      ^^", (0,))),
        ("a" * 30, [(0, 2)], 3, MarkedLine("a" * 19 + "…", "^^", (0,))),
    ],
)
def test_a_line_is_cut_to_what_is_around_its_first_mark(
    text: str, marks: list[tuple[int, int]], width: int, line: MarkedLine
) -> None:
    assert marked_line(text, marks, width) == line


@pytest.mark.parametrize(
    ("span", "most", "found"),
    [
        (Span(0, 3), 9, [(1, 0, 3)]),
        (Span(4, 9), 9, [(1, 4, 7)]),
        (Span(4, 11), 9, [(1, 4, 7), (2, 2, 3)]),
        (Span(0, 20), 9, [(1, 0, 7), (2, 2, 5), (4, 2, 5)]),
        (Span(0, 20), 2, [(1, 0, 7), (2, 2, 5)]),
        (Span(2, 2), 9, [(1, 2, 3)]),
    ],
)
def test_a_span_is_cut_at_line_ends(
    span: Span, most: int, found: list[tuple[int, int, int]]
) -> None:
    """The blanks at the beginning of a line are left out, and lines without anything else."""
    source = Source("F", "RUN a \\\n  b \\\n\n  cd ef\n")

    assert pieces(source, span, most) == found
