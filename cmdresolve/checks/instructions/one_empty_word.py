"""A list of one empty word, which is meant to clear, and is a word to some.

Source: `dialects.engines.engine`, clears_sole_empty, whose comment says which engine takes it for
what.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_EMPTY = ("",)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the CMD and the ENTRYPOINT that stand in the image."""
    image = subject.image
    if image is None or not trace_of(image).steps:
        return
    for field in ("Entrypoint", "Cmd"):
        written = subject.set_by.get(field)
        if written is None or written[1].words != _EMPTY:
            continue
        place, instruction = written
        change = dockerfile.exec_form(place.source, instruction.span, instruction.keyword, ())
        yield Draft(
            f'{instruction.keyword} [""] is a list of one empty word: engines part on whether that '
            "is none at all, or a program without a name",
            place,
            (Proposal(*change),),
        )


RULE = Rule(
    code="one-empty-word",
    summary="CMD or ENTRYPOINT is a list of one empty word.",
    why="Docker treats an entrypoint of one empty word as none; containerd before 2.0, CRI-O "
    "and others start it as a program. An empty list clears everywhere.",
    bad='ENTRYPOINT [""]',
    good="ENTRYPOINT []",
    severity="warning",
    find=find,
)
