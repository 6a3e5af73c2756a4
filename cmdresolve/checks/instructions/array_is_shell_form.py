"""A list that is no JSON, and so a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.sites import written_by
from cmdresolve.checks.writing import dockerfile
from cmdresolve.checks.writing.change import Change
from cmdresolve.dockerfile.reading.near_json import Fault
from cmdresolve.dockerfile.reading.near_json_fault import array_fault
from cmdresolve.model.origin import InDockerfile

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Instruction

_FOUND = tuple[InDockerfile, "Instruction", Fault]


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the CMD and the ENTRYPOINT that stand in the image."""
    found = faults(subject)
    for place, instruction, fault in found:
        span = instruction.line.span(fault.start, fault.end)
        origin = InDockerfile(
            place.source, place.keyword, place.instruction, span, place.stage, place.trigger
        )
        at = f"{place.source.name}:{origin.line}:{origin.column}"
        yield Draft(
            f"{place.keyword} at {at} looks like exec form, but {fault.why}, so it is a script for "
            "the shell",
            origin,
            tuple(_mends(found)),
        )


def faults(subject: Subject) -> list[_FOUND]:
    """Return the instructions that look like exec form and are none, with what keeps them."""
    found: list[_FOUND] = []
    for field in ("Entrypoint", "Cmd"):
        written = written_by(subject, field)
        fault = None if written is None else array_fault(written[1])
        if written is not None and fault is not None:
            found.append((*written, fault))
    return found


def _mends(found: list[_FOUND]) -> Iterator[Proposal]:
    """Write all of them as they were meant: half a mend hands a script to what was mended."""
    whole: Change | None = None
    for place, instruction, fault in found:
        mended = fault.mended(instruction.keyword)
        if mended is None:
            return
        change = dockerfile.instead(place.source, instruction.span, mended)
        whole = change if whole is None else whole + change
    if whole is not None:
        plain = not any("$" in word for _, _, fault in found for word in fault.words or ())
        yield Proposal(*whole, safe=plain, keeps=False)


RULE = Rule(
    code="array-is-shell-form",
    summary="CMD or ENTRYPOINT looks like exec form and is no JSON, so a shell gets its text.",
    why="Whatever is no JSON array of strings is shell form: no builder complains, and the shell "
    'looks for a program called `[` or `["node",`.',
    bad="CMD ['node', 'app.js']",
    good='CMD ["node", "app.js"]',
    severity="error",
    find=find,
)
