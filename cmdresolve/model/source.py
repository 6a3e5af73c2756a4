"""A named text and places in it."""

from __future__ import annotations

from bisect import bisect_right

from cmdresolve.model.record import NamedTuple

_EXCERPT_WIDTH = 100
_NOWHERE = (None, None)


class Span(NamedTuple):
    """A half-open range of character offsets, ``[start, end)``."""

    start: int
    end: int


class Source:
    """A text with a name to show for it.

    Compares by name and text. Line starts are found when first asked for, so that a text
    whose positions nobody needs costs nothing.

    Args:
        name: what to call it in messages (a path, ``<stdin>``…).
        text: the whole text. Bytes that are not UTF-8 stand in it as lone surrogates
            (`surrogateescape`), so that every offset is a character and none is lost.
    """

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: list[int] | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Source):
            return NotImplemented
        return self.name == other.name and self.text == other.text

    def __hash__(self) -> int:
        return hash((self.name, self.text))

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of a character offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Return the text of a line (from 1) without its line end."""
        starts = self._line_starts()
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r")

    def excerpt(self, span: Span) -> list[str]:
        """Draw the line of `span` with carets below it, cut to a readable width.

        Returns:
            Two lines, the text with its number and the carets. Control characters and tabs are
            shown as one space or ``·`` each, so that the carets stand where they should.
        """
        line, column = self.position(span.start)
        text = self.line_text(line)
        length = max(1, min(span.end - span.start, len(text) - column + 1))
        first = max(0, column - 1 - _EXCERPT_WIDTH // 2) if len(text) > _EXCERPT_WIDTH else 0
        shown = text[first : first + _EXCERPT_WIDTH]
        length = max(1, min(length, first + len(shown) - column + 1))
        gutter = f"  {line} | "
        return [
            gutter + "".join(_visible(character) for character in shown),
            " " * (len(gutter) - 2) + "| " + " " * (column - 1 - first) + "^" * length,
        ]


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    return character if character.isprintable() else "·"


def start_of(source: Source | None, span: Span | None) -> tuple[int, int] | tuple[None, None]:
    """Return the line and column, both from 1, where a span starts; None for what is in no text."""
    return _NOWHERE if source is None or span is None else source.position(span.start)
