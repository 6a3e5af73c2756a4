"""A list that is no JSON, and so a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.variables.names import uses
from cmdresolve.checks.writing import dockerfile
from cmdresolve.checks.writing.change import Change
from cmdresolve.dockerfile.reading.near_json import ArrayFault, near_json
from cmdresolve.dockerfile.reading.near_json_fault import array_fault
from cmdresolve.go import json_array
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InDockerfile
from cmdresolve.model.quoting import script_word
from cmdresolve.resolving.shell_script import read_shell

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Instruction

_HISTORY = pattern(r"&\{(\[[^\]]*\])[^}]*\}")
_FOUND = tuple[InDockerfile, "Instruction", ArrayFault]


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
    """Return the instructions that look like exec form and are shell form, each with the fault."""
    found: list[_FOUND] = []
    for field in ("Entrypoint", "Cmd"):
        written = subject.set_by.get(field)
        if written is None or written[1].words is not None:
            continue
        fault = array_fault(written[1]) or _history(written[1])
        if fault is not None:
            found.append((*written, fault))
    return found


def _history(instruction: Instruction) -> ArrayFault | None:
    """Return what is wrong with a list as an image's history prints it: ``&{["a" "b"] …}``."""
    match = _HISTORY.fullmatch(instruction.args)
    if match is None:
        return None
    at = instruction.args_at
    inside = near_json(match[1], 0, len(match[1]))
    words = _plain_words(match[1]) if inside is None else inside.words
    return None if words is None else ArrayFault("history", at, at + 2, words)


def _plain_words(text: str) -> tuple[str, ...] | None:
    words, _ = json_array.scan_array(text, 0, whole=True)
    return tuple(word or "" for word in words)


def _mends(found: list[_FOUND]) -> Iterator[Proposal]:
    """Write all of them as they were meant: half a mend hands a script to what was mended."""
    whole: Change | None = None
    for place, instruction, fault in found:
        if fault.words is None or place.trigger is not None:
            return
        mended = _mended(instruction.keyword, fault)
        change = dockerfile.instead(place.source, instruction.span, mended)
        whole = change if whole is None else whole + change
    if whole is not None:
        plain = not any("$" in word for _, _, fault in found for word in fault.words or ())
        yield Proposal(*whole, safe=plain, keeps=False)


def _mended(keyword: str, fault: ArrayFault) -> str:
    """Write an instruction as it was meant: a variable needs a shell, the list's own or another."""
    words = fault.words or ()
    if any(uses(word) for word in words) and read_shell(words) is None:
        return f"{keyword} {' '.join(script_word(word, splits=True) for word in words)}"
    return fault.mended(keyword) or f"{keyword} []"


RULE = Rule(
    code="array-is-shell-form",
    summary="CMD or ENTRYPOINT looks like exec form but is not valid JSON, so a shell gets its "
    "text.",
    why="Whatever is no JSON array of strings is shell form: no builder complains, and the shell "
    'looks for a program called `[` or `["node",`.',
    bad="CMD ['node', 'app.js']",
    good='CMD ["node", "app.js"]',
    severity="error",
    find=find,
)
