"""Text after a list, which some builders pass over and others do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.go import json_array
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.origin import InDockerfile

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the CMD and the ENTRYPOINT that stand in the image."""
    builder = subject.builder
    if builder is None or builder.reading.json_whole:
        return
    for field in ("Entrypoint", "Cmd"):
        written = subject.set_by.get(field)
        if written is None or written[1].words is None:
            continue
        place, instruction = written
        line, at = instruction.line, instruction.args_at
        end = at + len(instruction.args)
        _, after = json_array.scan_array(line.text[:end], at, whole=False)
        start = after + len(line.text[after:end]) - len(line.text[after:end].lstrip(SPACE))
        if start == end:
            continue
        span = line.span(start, end)
        origin = InDockerfile(
            place.source, place.keyword, place.instruction, span, place.stage, place.trigger
        )
        change = dockerfile.exec_form(
            place.source, instruction.span, instruction.keyword, instruction.words or ()
        )
        yield Draft(
            f"{builder.key} ignores the text after the list of {place.keyword} at "
            f"{place.source.name}:{origin.line}:{origin.column}; Docker 27.1 and later make the "
            "whole line a script for the shell",
            origin,
            (Proposal(*change, argv=subject.argv, safe=True),),
        )


RULE = Rule(
    code="text-after-array-ignored",
    summary="Text after the list of CMD or ENTRYPOINT is ignored by this builder only.",
    why="Buildah and Docker before 27.1 read the list and nothing after it; later ones take the "
    "whole line for shell form.",
    bad='CMD ["node", "app.js"] # the app',
    good='CMD ["node", "app.js"]',
    severity="warning",
    find=find,
)
