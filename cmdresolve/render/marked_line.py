"""One source line with carets below parts of it, cut to what fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.quoting import columns, prefix
from cmdresolve.model.record import NamedTuple
from cmdresolve.render.layout import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmdresolve.model.source import Source, Span

_LEAST_ROOM = 20


class MarkedLine(NamedTuple):
    """A line and its carets.

    Attributes:
        shown: the text, or the part of it around the first mark.
        carets: the carets below it, with blanks before them.
        marked: the numbers of the marks that have a caret.
    """

    shown: str
    carets: str
    marked: tuple[int, ...]


def marked_line(text: str, marks: Sequence[tuple[int, int]], width: int) -> MarkedLine:
    """Mark parts of a line.

    Args:
        text: the line.
        marks: the first column of each part and that after its last, from 0; one at least.
        width: how many columns of a terminal the line may take; a few are always used.
    """
    room = max(_LEAST_ROOM, width)
    before = "".join(map(visible, text[: marks[0][0]]))
    start = 0
    # Of a line that is too long, leave out the beginning if the first mark is far to the right;
    # a third of the room is kept for what comes before the mark.
    if columns(before) >= room * 2 // 3 and (len(text) > room or columns(before) >= room):
        start = len(before) - len(prefix(before[::-1], room // 3))
    shown = prefix("".join(map(visible, text[start : start + room])), room)
    cut = start + len(shown) < len(text)
    if start:
        shown = "…" + shown[1:]
    if cut:
        shown = prefix(shown, room - 1) + "…"
    carets = [" "] * len(shown)
    marked = []
    for number, (begin, end) in enumerate(marks):
        covered = range(max(0, begin - start), min(len(shown), end - start))
        for column in covered:
            carets[column] = "^"
        if covered:
            marked.append(number)
    below = "".join(mark * columns(x) for mark, x in zip(carets, shown, strict=True)).rstrip()
    if not below:
        # The marked text has no width, such as a lone combining accent, or is behind the line.
        below, marked = " " * min(columns(shown), room - 1) + "^", [0]
    return MarkedLine(shown, below, tuple(marked))


def pieces(source: Source, span: Span, most: int) -> list[tuple[int, int, int]]:
    """Cut a span at line ends.

    Args:
        source: the text.
        span: the span.
        most: how many lines are wanted.

    Returns:
        For each line with something of it: its number, the first column, and the one after the
        last, columns from 0.
    """
    line, column = source.position(span.start)
    last, last_column = source.position(max(span.start, span.end - 1))
    found = []
    for number in range(line, min(last, line + most - 1) + 1):
        text = source.line_text(number)
        start = column - 1 if number == line else len(text) - len(text.lstrip())
        end = last_column if number == last else len(text)
        if number == line or text[start:end]:
            found.append((number, start, max(start + 1, end)))
    return found
