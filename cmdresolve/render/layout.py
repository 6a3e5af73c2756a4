"""Lines of styled pieces: what the plain and the coloured renderer share."""

from __future__ import annotations

from cmdresolve.model.quoting import columns, prefix
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

#: The width that plain text is laid out for when nobody says otherwise.
WIDTH = 80


class Fragment(NamedTuple):
    """A stretch of text in one style.

    Attributes:
        text: the text, printable and without a line end.
        style: what it is (``file``, ``image``, ``given``, ``default``, ``unknown``, ``title``,
            ``dim``, ``caret``, ``note``, ``mend``), or nothing in particular.
    """

    text: str
    style: str = ""


TextLine: TypeAlias = tuple[Fragment, ...]


def plain(lines: Iterable[TextLine]) -> str:
    """Return the text of lines, without their styles."""
    return "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)


def wrap(text: str, width: int) -> list[str]:
    """Break a text at blanks into lines of at most `width` columns, and a longer word anywhere."""
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
        # A character wider than the whole line still has to stand somewhere.
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
    """Lay a text out between the left edge `first` (then `rest`) and the right edge `width`."""
    room = max(20, width - max(columns(first), columns(rest)))
    return [
        (Fragment(rest if place else first), Fragment(part, style))
        for place, part in enumerate(wrap(text, room))
    ]
