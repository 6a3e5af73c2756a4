"""The source lines of the words of argv, with carets below the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.origin import ByDefault, InDockerfile, InYaml
from cmdresolve.model.quoting import columns, fit, prefix, printable
from cmdresolve.render.layout import Fragment, TextLine, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.model.source import Source, Span
    from cmdresolve.resolving.explanation import Word

_MOST_LINES = 8
_LEAST_ROOM = 20


def excerpts(words: Iterable[Word], width: int, *, numbered: bool = True) -> list[TextLine]:
    """Return each source line that a word comes from, with carets below.

    Args:
        words: the words of argv, or those of them that are known.
        width: the number of columns.
        numbered: whether to print the words' indexes in argv; False if some are not known.
    """
    marks: dict[Source, dict[int, list[tuple[int, int, int]]]] = {}
    for place, word in enumerate(words):
        origin = word.origin
        if isinstance(origin, ByDefault) and origin.because is not None:
            marks.setdefault(origin.because.source, {})
        if isinstance(origin, InDockerfile | InYaml):
            by_line = marks.setdefault(origin.source, {})
            for line, start, end in _pieces(origin.source, origin.span):
                by_line.setdefault(line, []).append((start, end, place))
    drawn: list[TextLine] = []
    for source, by_line in marks.items():
        if not by_line:
            continue
        drawn.append((Fragment("  " + fit(printable(source.name), width - 2), "dim"),))
        numbers = sorted(by_line)
        gutter = len(str(numbers[-1]))
        for number in numbers[:_MOST_LINES]:
            edge = f"    {number:>{gutter}} | "
            drawn += _draw(
                source.line_text(number), edge, by_line[number], width, numbered=numbered
            )
        if len(numbers) > _MOST_LINES:
            more = len(numbers) - _MOST_LINES
            drawn.append((Fragment(f"    {'':{gutter}} … {more} more lines", "dim"),))
    return drawn


def _pieces(source: Source, span: Span) -> Iterable[tuple[int, int, int]]:
    """Cut a span into (line, first column, last column + 1), columns from 0."""
    line, column = source.position(span.start)
    last, last_column = source.position(max(span.start, span.end - 1))
    for number in range(line, min(last, line + _MOST_LINES) + 1):
        text = source.line_text(number)
        start = column - 1 if number == line else len(text) - len(text.lstrip())
        end = last_column if number == last else len(text)
        if number == line or text[start:end]:
            yield number, start, max(start + 1, end)


def _draw(
    text: str, edge: str, marks: list[tuple[int, int, int]], width: int, *, numbered: bool
) -> list[TextLine]:
    room = max(_LEAST_ROOM, width - len(edge))
    before = "".join(map(visible, text[: marks[0][0]]))
    start = 0
    # Of a line that is too long, leave out the beginning if the first mark is far to the right;
    # a third of the room is kept for what comes before the mark.
    if columns(before) >= room * 2 // 3 and (len(text) > room or columns(before) >= room):
        start = len(before) - len(prefix(before[::-1], room // 3))
    shown = prefix("".join(visible(x) for x in text[start : start + room]), room)
    cut = start + len(shown) < len(text)
    if start:
        shown = "…" + shown[1:]
    if cut:
        shown = prefix(shown, room - 1) + "…"
    carets = [" "] * len(shown)
    places = []
    for begin, end, place in marks:
        covered = range(max(0, begin - start), min(len(shown), end - start))
        for column in covered:
            carets[column] = "^"
        if covered:
            places.append(place)
    below = "".join(mark * columns(x) for mark, x in zip(carets, shown, strict=True)).rstrip()
    if not below:
        # The marked text has no width, such as a lone combining accent.
        below = " " * min(columns(shown), room - 1) + "^"
        places = [marks[0][2]]
    label = f" {_argv(places)}"
    blank = " " * (len(edge) - 2) + "| "
    fits = numbered and len(edge) + len(below) + len(label) <= width
    return [
        (Fragment(edge, "dim"), Fragment(shown)),
        (Fragment(blank, "dim"), Fragment(below, "caret"), Fragment(label if fits else "", "dim")),
    ]


def _argv(places: list[int]) -> str:
    first, last = places[0], places[-1]
    if first == last:
        return f"argv[{first}]"
    return f"argv[{first}]…[{last}]"
