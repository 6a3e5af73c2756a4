"""A refusal as text and JSON: who would refuse, at which stage, where, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.model.errors import NoCommandError, UnknownImageError
from cmdresolve.model.quoting import clip, exec_form, printable
from cmdresolve.render.as_json import SCHEMA, error_to_json, finding_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.model.errors import CmdResolveError
    from cmdresolve.model.finding import Finding
    from cmdresolve.model.image import ImageConfig
    from cmdresolve.model.override import Override

_LONGEST = 2000
_WHEN = {
    "build": "the builder would refuse this:",
    "create": "the engine would refuse to create the container:",
    "start": "the container would not start:",
}


def is_unknown(error: CmdResolveError) -> bool:
    """Say whether an error means that the answer is not known, and is not a refusal."""
    return isinstance(error, UnknownImageError)


def to_json(error: CmdResolveError, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """Return a refusal, or what would have to be given for an answer, as JSON values."""
    found = [finding_to_json(finding) for finding in findings]
    if isinstance(error, UnknownImageError):
        needs = list(error.needs)
        return {"schema": SCHEMA, "unknown": needs, "message": error.message, "findings": found}
    return {"schema": SCHEMA, "error": error_to_json(error), "findings": found}


def text(
    error: CmdResolveError,
    image: ImageConfig | None = None,
    override: Override | None = None,
    findings: Iterable[Finding] = (),
) -> str:
    """Return a refusal as text.

    Args:
        error: the refusal.
        image: the image that it is about.
        override: what was given at start.
        findings: the findings to print with it, which may say how to mend it.
    """
    lines = [*filter(None, [_WHEN.get(error.stage)]), *map(printable, str(error).split("\n"))]
    if isinstance(error, NoCommandError) and image is not None:
        lines[2:2] = _what_there_was(image, override)
    for note in findings:
        lines.append(f"note: {printable(note.text)}{':' if note.mend else ''}")
        lines += [f"    {printable(line)}" for line in (note.mend or "").split("\n") if line]
    return "\n".join(lines)


def _what_there_was(image: ImageConfig, override: Override | None) -> list[str]:
    """Return lines on what the image has and what was given, for a start without a command."""
    has = [
        f"{name} {clip(exec_form(value), _LONGEST)}"
        for name, value in (("ENTRYPOINT", image.entrypoint), ("CMD", image.cmd))
        if isinstance(value, tuple) and value
    ]
    lines = ["  the image has " + (" and ".join(has) or "no ENTRYPOINT and no CMD")]
    if override is not None and override.entrypoint is not None:
        dropped = " and ".join(x.partition(" ")[0] for x in has) or "nothing"
        lines.append(f"  an empty entrypoint was given at start, which drops {dropped}")
    return lines
