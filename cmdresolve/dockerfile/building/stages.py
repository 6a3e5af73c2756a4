"""From instructions to stages, checked as the builder does before it starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import Instruction, list_words
from cmdresolve.dockerfile.reading.reader import Syntax
from cmdresolve.dockerfile.reading.stages import TAKING_FILES, Stage, Stages
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import lower
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

_NAMED = 3
# FROM as people write it, which no builder refuses before it looks for the image.
_PLAIN_FROM = pattern(
    r"([^\t\v\f\r\n ]++)(?:[\t ]++[aA][sS][\t ]++([a-zA-Z][a-zA-Z0-9\-_.]*+))?", re.ASCII
)


def split_stages(syntax: Syntax, source: Source, builder: Builder) -> Stages:
    """Divide the instructions into stages, checking them as the builder does before it starts.

    Raises:
        DockerfileError: the builder refuses an instruction, or the file has no FROM where it
            needs one.
    """
    instructions, _, escape = syntax
    checks = builder.checking.every_stage
    plain_from = _PLAIN_FROM.fullmatch
    takes_files = False
    arguments: list[Instruction] = []
    misplaced_first: Instruction | None = None
    heads: list[tuple[int, str, str | None]] = []
    for place, instruction in enumerate(instructions):
        if heads and instruction.plain:
            takes_files |= instruction.flags != ()  # COPY is plain with --from alone
            continue
        keyword = instruction.keyword
        if keyword == "FROM":
            match = plain_from(instruction.args)
            if checks and (match is None or instruction.flags):
                Validator(source, builder, escape).check(instruction)
            base, name = head_of(instruction) if match is None else match.groups()
            heads.append((place, base, name))
            continue
        if checks and not instruction.plain:
            Validator(source, builder, escape).check(instruction)
        if heads:
            if instruction.flags and keyword in TAKING_FILES:
                takes_files = True
        elif keyword == "ARG":
            arguments.append(instruction)
        else:
            misplaced_first = misplaced_first or instruction
            if checks:
                raise _no_stage(source, instruction)
    misplaced = None if builder.checking.skips_before_from else misplaced_first
    no_stage_error = None
    if misplaced is not None or not heads:
        no_stage_error = _no_stage(source, misplaced, *instructions[-1:])
        if not builder.names.target_before_stages:
            raise no_stage_error
    stages = _between(heads, instructions)
    skipped = misplaced_first is not None
    return new_tuple(
        Stages,
        (tuple(arguments), stages, escape, skipped, no_stage_error, takes_files),
    )


def _between(
    heads: Sequence[tuple[int, str, str | None]], instructions: tuple[Instruction, ...]
) -> tuple[Stage, ...]:
    """Return the stages that begin at some places, each with the base and name of its FROM."""
    stages: list[Stage] = []
    end = len(instructions)
    for index in range(len(heads) - 1, -1, -1):
        place, base, name = heads[index]
        own = instructions[place + 1 : end]
        stages.append(new_tuple(Stage, (index, name, base, instructions[place], own)))
        end = place
    return tuple(stages[::-1])


def head_of(origin: Instruction) -> tuple[str, str | None]:
    """Return what a FROM starts from, and the name it gives its stage.

    Buildah finds a stage by its name before it sees that more words follow it (imagebuilder
    builder.go extractNameFromNode); the others have refused such a FROM by then.
    """
    words = list_words(origin)
    name = words[2] if len(words) >= _NAMED and lower(words[1]) == "as" else None
    return words[0] if words else "", name


def _no_stage(source: Source, *places: Instruction | None) -> DockerfileError:
    instruction = next(filter(None, places), None)
    code, message, hint = "no-instructions", "file with no instructions", "start it with FROM"
    if instruction is not None:
        code, message = "no-from", "no build stage in current context"
        hint = "only ARG may stand before the first FROM"
    return DockerfileError(
        message,
        code=code,
        stage="build",
        source=source,
        span=Span(0, 0) if instruction is None else instruction.span,
        hint=hint,
    )
