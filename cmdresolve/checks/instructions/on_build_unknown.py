"""Triggers that an undescribed base may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_CODE = "on-build-unknown"


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the bases that nobody described."""
    if subject.image is not None:
        for note in trace_of(subject.image).notes:
            if note.code == _CODE:
                yield Draft(note.text, note.origin)


RULE = Rule(
    code=_CODE,
    summary="A base that nobody described may have ONBUILD triggers that change the image.",
    why="A trigger runs as if it were written right after FROM, and may set CMD and ENTRYPOINT.",
    bad="FROM ours/base",
    good="FROM ours/base  # with --base ours/base=base.json",
    severity="info",
    find=find,
    of_refusals="too",
)
