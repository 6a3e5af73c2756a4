"""A change to an input: what to paste, and the edits that paste it."""

from __future__ import annotations

from cmdresolve.model.finding import Edit
from cmdresolve.model.record import NamedTuple


class Change(NamedTuple):
    """A change.

    Attributes:
        text: what to paste.
        edits: the edits to the texts.
        line: the whole command line in place of the one there is, or None.
        image: fields of the image config, by the names that `ImageConfig` gives them.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    line: tuple[str, ...] | None = None
    image: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __add__(self, other: object) -> Change:
        """Return both changes as one; what to paste stands on lines of its own."""
        if not isinstance(other, Change):
            return NotImplemented
        return Change(
            f"{self.text}\n{other.text}",
            self.edits + other.edits,
            self.line if other.line is None else other.line,
            self.image + other.image,
        )
