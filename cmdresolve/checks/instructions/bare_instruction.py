"""CMD or ENTRYPOINT without a word behind it, of which builders make different things.

Source: `dialects.builders.builder`, bare_cmd and bare_entrypoint; each record says where its
own was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.model.origin import InDockerfile
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_STEP = "bare"


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the instructions that were run with nothing behind them."""
    if subject.image is None:
        return
    for step in trace_of(subject.image).steps:
        if step.rule == _STEP and isinstance(step.origin, InDockerfile):
            yield Draft(
                f"{step.origin.keyword} has nothing after it: BuildKit makes an empty script for "
                "a shell of it, Docker's classic builder and Buildah clear what there was",
                step.origin,
            )


RULE = Rule(
    code="bare-instruction",
    summary="CMD or ENTRYPOINT has nothing after it, and builders differ on what that means.",
    why="BuildKit stores a shell with an empty script, which ends at once; the others clear the "
    "field. An empty list clears everywhere.",
    bad="ENTRYPOINT",
    good="ENTRYPOINT []",
    severity="info",
    find=find,
)
