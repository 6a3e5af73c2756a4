"""A dollar of a shell in a Compose file, which Compose takes for a variable of its own.

Source: compose-go v2.9.1 template/template.go; `starters.compose.interpolation` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_MOST = 20
_CODE = "interpolation"


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the dollar that is refused."""
    error = subject.error
    if error is None or error.code != _CODE or error.source is None or error.span is None:
        return
    yield Draft(
        "Compose takes $ for a variable of its own; for a shell in the container, write $$",
        None,
        tuple(_mends(subject)),
        source=error.source,
        span=error.span,
    )


def _mends(subject: Subject) -> Iterator[Proposal]:
    """Double one dollar after the other, until Compose takes the file."""
    at: list[int] = []
    now = subject
    first = subject.error
    while len(at) < _MOST:
        error = now.error
        if error is None or error.code != _CODE or error.source is None or error.span is None:
            break
        if first is None or first.source is None or error.source.name != first.source.name:
            return
        place = error.source.text.find("$", error.span.start - 1)
        # What was put in before it has moved it.
        place -= len([x for x in at if x < place])
        if place < 0 or place in at:
            return
        at.append(place)
        now = subject.again(Edit(error.source.name, x, x, "$") for x in sorted(at))
    if first is None or first.source is None or now.error is not None:
        return
    edits = tuple(Edit(first.source.name, x, x, "$") for x in sorted(at))
    line = now.texts.get(first.source.name, "").split("\n")[(first.line or 1) - 1]
    yield Proposal(line.strip(), edits)


RULE = Rule(
    code="dollar-for-shell",
    summary="A dollar that is meant for a shell in the container stops Compose.",
    why="Compose replaces ${NAME} before anything else, and refuses what it cannot read as that: "
    "${!}, $(…), ${NAME%x}. Two dollars make one.",
    bad='command: ["sh", "-c", "sleep 9 & wait ${!}"]',
    good='command: ["sh", "-c", "sleep 9 & wait $${!}"]',
    severity="error",
    find=find,
    of_refusals="only",
)
