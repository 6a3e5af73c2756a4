"""The source lines of the words of argv, with carets below the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.origin import ByDefault, InDockerfile, InYaml
from cmdresolve.model.quoting import fit, printable
from cmdresolve.render.layout import Fragment, TextLine
from cmdresolve.render.marked_line import marked_line, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.model.source import Source
    from cmdresolve.resolving.explanation import Word

_MOST_LINES = 8


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
            for line, start, end in pieces(origin.source, origin.span, _MOST_LINES + 1):
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


def _draw(
    text: str, edge: str, marks: list[tuple[int, int, int]], width: int, *, numbered: bool
) -> list[TextLine]:
    line = marked_line(text, [mark[:2] for mark in marks], width - len(edge))
    label = f" {_argv([marks[number][2] for number in line.marked])}"
    blank = " " * (len(edge) - 2) + "| "
    fits = numbered and len(edge) + len(line.carets) + len(label) <= width
    caret, labelled = Fragment(line.carets, "caret"), Fragment(label if fits else "", "dim")
    return [
        (Fragment(edge, "dim"), Fragment(line.shown)),
        (Fragment(blank, "dim"), caret, labelled),
    ]


def _argv(places: list[int]) -> str:
    first, last = places[0], places[-1]
    if first == last:
        return f"argv[{first}]"
    return f"argv[{first}]…[{last}]"
