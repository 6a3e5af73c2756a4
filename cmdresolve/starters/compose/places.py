"""Places in a file of parts of a YAML scalar's text."""

from __future__ import annotations

from functools import lru_cache

from cmdresolve.model.source import Source, Span
from cmdresolve.starters.compose.values import Leaf, Place
from cmdresolve.starters.yaml_nodes import Scalar

_BLANKS = " \t\r\n"
_ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}


def inside(leaf: Leaf, span: Span) -> Place:
    """Return the place of a part of a scalar's text as written, before interpolation."""
    source, whole = leaf.place.source, leaf.place.span
    if leaf.scalar is None or span.start >= span.end:
        return leaf.place
    written = _written(source, leaf.scalar)
    if written is None or span.end > len(written):
        return Place(source, whole)
    return Place(source, Span(written[span.start].start, written[span.end - 1].end))


def of_word(leaf: Leaf, span: Span) -> Place:
    """Return the place of a part of a leaf's text, after interpolation."""
    if leaf.sources is None:
        return inside(leaf, span)
    parts = leaf.sources[span.start : span.end]
    if not parts:
        return leaf.place
    return inside(leaf, Span(parts[0].start, parts[-1].end))


@lru_cache(maxsize=8)
def _written(source: Source, scalar: Scalar) -> tuple[Span, ...] | None:
    """Return the extent of each character of a scalar's text in its file, or None if not clear.

    The parser gives only the ends of a scalar. So its text is aligned with the source again, one
    character at a time: escapes are longer than what they stand for, folded lines are not.
    """
    text, style = source.text, scalar.style
    pos, end = scalar.span
    if style in ("|", ">"):
        pos = text.find("\n", pos, end) + 1
    elif style:
        pos, end = pos + 1, end - 1
    found: list[Span] = []
    for character in scalar.text:
        if style == '"':
            pos = _after_continuations(text, pos, character)
        if style == '"' and text.startswith("\\", pos):
            length = _ESCAPE_LENGTHS.get(text[pos + 1 : pos + 2], 2)
        elif style == "'" and text.startswith("''", pos):
            length = 2
        elif character in _BLANKS:
            # In folded lines any blank, or several, may stand for this one.
            length = 1 if text[pos : pos + 1] in _BLANKS and pos < end else 0
        else:
            while pos < end and text[pos] in _BLANKS:
                pos += 1
            length = 1
            if text[pos : pos + 1] != character:
                return None
        found.append(Span(pos, pos + length))
        pos += length
    return tuple(found)


def _after_continuations(text: str, pos: int, character: str) -> int:
    """Return the position after escaped line ends and the indentation of folded lines."""
    while True:
        start = pos
        if character not in _BLANKS:
            while text[pos : pos + 1] in _BLANKS and pos < len(text):
                pos += 1
        if text.startswith(("\\\n", "\\\r"), pos):
            pos += 2
            while text[pos : pos + 1] in _BLANKS and pos < len(text):
                pos += 1
        if pos == start:
            return pos
