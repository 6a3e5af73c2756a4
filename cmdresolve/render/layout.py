"""Lines of styled fragments, shared by the plain and the coloured renderers."""

from __future__ import annotations

from cmdresolve.model.quoting import columns, prefix
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

#: The default width of plain text, in columns.
WIDTH = 80


class Fragment(NamedTuple):
    """A piece of text in one style.

    Attributes:
        text: the text, printable and without a line end.
        style: the name of its style (``file``, ``image``, ``given``, ``default``, ``unknown``,
            ``title``, ``dim``, ``caret``, ``note``, ``mend``, ``removed``, ``error``, ``warning``,
            ``info``), or empty.
    """

    text: str
    style: str = ""


TextLine: TypeAlias = tuple[Fragment, ...]


def plain(lines: Iterable[TextLine]) -> str:
    """Return the text of lines, without their styles."""
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


def wrap(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of at most `width` columns; longer words are cut."""
    lines: list[str] = []
    line = ""
    room = 0
    for word in text.split(" "):
        size = columns(word)
        if lines or line:
            if size + 1 <= room:
                line += " " + word
                room -= size + 1
                continue
            lines.append(line)
        # At least one character a line, even if it is wider than the line.
        while size > width and len(word) > 1:
            part = prefix(word, width) or word[0]
            lines.append(part)
            word = word[len(part) :]  # noqa: PLW2901 - what is left of it
            size = columns(word)
        line, room = word, width - size
    lines.append(line)
    return lines


def paragraph(
    text: str, width: int, *, first: str = "", rest: str = "", style: str = ""
) -> list[TextLine]:
    """Wrap a text to `width` columns, with `first` before its first line, `rest` before others."""
    room = max(20, width - max(columns(first), columns(rest)))
    return [
        (Fragment(rest if place else first), Fragment(part, style))
        for place, part in enumerate(wrap(text, room))
    ]


def visible(character: str) -> str:
    """Return a character of a source line as it is shown: always one, so that columns stay."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "·"
