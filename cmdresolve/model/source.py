"""A named text, and offsets in it as lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from cmdresolve.model.record import NamedTuple

_EXCERPT_WIDTH = 100
_NOWHERE = (None, None)


class Span(NamedTuple):
    """A half-open range of character offsets, ``[start, end)``."""

    start: int
    end: int


def byte_place(data: bytes, at: int) -> str:
    """Return in words where a byte stands that cannot be decoded: its line and place, from 1."""
    begin = data.rfind(b"\n", 0, at)
    line = data.count(b"\n", 0, at) + 1
    return f"line {line}, byte {at - begin}"


class Source:
    """A text with a name for messages.

    It compares by name and text. Line starts are computed when a position is first asked for, so
    that a text without faults costs nothing.

    Args:
        name: its name in messages: a path, ``<stdin>`` and so on.
        text: the whole text. Bytes that are not UTF-8 are in it as lone surrogates
            (`surrogateescape`), so that nothing is lost and every offset counts characters.
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
            # Not splitlines, which also splits at \v, \f, \x1c to \x1e, \x85 and others: to
            # engines these are characters of a line.
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
        """Return the line in which `span` starts and a line of carets below it, cut to a width.

        Each tab is shown as a space and each control character as ``·``, one column for one
        character, so that the carets are in the right place.
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
    """Return the line and column, both from 1, of a span's start; a pair of None without a span."""
    return _NOWHERE if source is None or span is None else source.position(span.start)
