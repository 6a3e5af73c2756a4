"""A build argument in a script that runs when the build is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.variables.names import uses
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InDockerfile
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.checks.writing.change import Change
    from cmdresolve.dockerfile import Instruction

_ASSIGNED = pattern(
    r"(?:^|[\s;&|({])(?:export\s+|local\s+|read\s+(?:-r\s+)?)?([A-Za-z_]\w*)=|for\s+(\w+)\s+in"
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the variables of the script, and at ARG and ENV in the Dockerfile."""
    found = subject.shell
    if found is None or "$" not in found.script:
        return
    script = subject.words[found.after - 1]
    parsed = subject.dockerfile if subject.text_has("arg") else None
    if parsed is None or not isinstance(script.origin, InDockerfile):
        return
    if script.origin.source != parsed.source:
        return
    known = {name for match in _ASSIGNED.findall(found.script) for name in match if name}
    named = {use.name for use in uses(_expanding(found.script)) if not use.rest} - known
    for name, change in carried_over(subject, named).items():
        site = subject.site_of(found.after - 1)
        where = "its script" if site is None else site.name
        yield Draft(
            f"ARG {name} is gone when {where} runs: ${name} is empty unless somebody sets it at "
            "start; ENV carries its value over",
            script.origin,
            (Proposal(*change, argv=subject.argv),),
        )


def carried_over(subject: Subject, names: Iterable[str]) -> dict[str, Change]:
    """Return the ENV for each of some variables that only an ARG of the last stage sets."""
    image = subject.image
    parsed = subject.dockerfile if image is not None and subject.text_has("arg") else None
    if parsed is None or image is None or not parsed.stages:
        return {}
    # An ARG before FROM is none of a stage's, unless the stage says it again.
    arguments = _arguments(parsed.stages[-1].instructions)
    known = {entry.partition("=")[0] for entry in image.env}
    return {
        name: dockerfile.after(parsed.source, arguments[name].span, f"ENV {name}=${name}")
        for name in sorted((set(names) & arguments.keys()) - known)
    }


def _expanding(script: str) -> str:
    """Return what of a script a shell expands; all of it where that cannot be told."""
    read = read_script(script)
    return script if read is None else " ".join(read.expansions)


def _arguments(instructions: Iterable[Instruction]) -> dict[str, Instruction]:
    found: dict[str, Instruction] = {}
    for instruction in instructions:
        if instruction.keyword == "ARG":
            for name, _ in instruction.assignments:
                found[name] = instruction
    return found


RULE = Rule(
    code="build-argument-at-run-time",
    summary="A script of CMD or ENTRYPOINT reads a variable that only ARG sets.",
    why="An ARG is a variable of the build only; the container's environment has what ENV sets "
    "and what is given at start.",
    bad="ARG role=web\nENTRYPOINT /$role",
    good="ARG role=web\nENV role=$role\nENTRYPOINT /$role",
    severity="warning",
    find=find,
)
