"""A refusal for a person and as JSON: who would refuse, when, where, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.errors import UnknownImageError
from cmdresolve.render.as_json import SCHEMA, error_to_json
from cmdresolve.render.notes import image_notes
from cmdresolve.render.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.errors import CmdResolveError
    from cmdresolve.image import ImageConfig

_WHEN = {
    "build": "the builder would refuse this:",
    "create": "the engine would refuse to create the container:",
    "start": "the container would not start:",
}


def is_unknown(error: CmdResolveError) -> bool:
    """Say whether the answer cannot be known, rather than is a refusal."""
    return isinstance(error, UnknownImageError)


def to_json(error: CmdResolveError) -> dict[str, Any]:
    """Give the refusal, or what would have to be known, as JSON values."""
    if isinstance(error, UnknownImageError):
        return {"schema": SCHEMA, "unknown": list(error.needs), "message": error.message}
    return {"schema": SCHEMA, "error": error_to_json(error)}


def text(error: CmdResolveError, image: ImageConfig | None = None) -> str:
    """Tell a person.

    Args:
        error: the refusal.
        image: the image it is about, whose notes may say how to mend it.
    """
    lines = [*filter(None, [_WHEN.get(error.stage)]), *map(printable, str(error).split("\n"))]
    for note in () if image is None else image_notes(image):
        lines.append(f"note: {printable(note.text)}")
        lines += [f"    {printable(line)}" for line in (note.mend or "").split("\n") if line]
    return "\n".join(lines)
