"""From instructions to stages, checked as the builder does before it starts."""

from __future__ import annotations

import re

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
    arguments: tuple[Instruction, ...] = ()
    misplaced_first: Instruction | None = None
    first = 0
    if not instructions or instructions[0].keyword != "FROM":
        arguments, misplaced_first, first = _before_from(syntax, source, builder)
    misplaced = None if builder.checking.skips_before_from else misplaced_first
    no_stage_error = None
    if misplaced is not None or first == len(instructions):
        no_stage_error = _no_stage(source, misplaced, *instructions[-1:])
        if not builder.names.target_before_stages:
            raise no_stage_error
    stages, takes_files = _from_first(syntax, first, source, builder)
    skipped = misplaced_first is not None
    return new_tuple(Stages, (arguments, stages, escape, skipped, no_stage_error, takes_files))


def _before_from(
    syntax: Syntax, source: Source, builder: Builder
) -> tuple[tuple[Instruction, ...], Instruction | None, int]:
    """Go through what stands before the first FROM.

    Returns:
        The ARG instructions, the first of any other kind, and the place of the FROM.
    """
    checks = builder.checking.every_stage
    arguments: list[Instruction] = []
    misplaced: Instruction | None = None
    place = 0
    for instruction in syntax.instructions:
        keyword = instruction.keyword
        if keyword == "FROM":
            break
        place += 1
        if checks and not instruction.plain:
            Validator(source, builder, syntax.escape).check(instruction)
        if keyword == "ARG":
            arguments.append(instruction)
        else:
            misplaced = misplaced or instruction
            if checks:
                raise _no_stage(source, instruction)
    return tuple(arguments), misplaced, place


def _from_first(
    syntax: Syntax, first: int, source: Source, builder: Builder
) -> tuple[tuple[Stage, ...], bool]:
    """Divide what stands from the first FROM on; say as well whether a stage may take files."""
    instructions, _, escape = syntax
    checks = builder.checking.every_stage
    takes_files = False
    stages: list[Stage] = []
    head: tuple[str | None, str, Instruction] | None = None
    begin = first
    for place, instruction in enumerate(instructions[first:], first):
        if instruction.plain:
            if instruction.flags:
                takes_files = True  # COPY is plain with --from alone
            continue
        if instruction.keyword != "FROM":
            if checks:
                Validator(source, builder, escape).check(instruction)
            takes_files |= instruction.flags != () and instruction.keyword in TAKING_FILES
            continue
        plain = _plain_head(instruction.args)
        if checks and (plain is None or instruction.flags):
            Validator(source, builder, escape).check(instruction)
        if head is not None:
            stages.append(new_tuple(Stage, (len(stages), *head, instructions[begin:place])))
        base, name = plain or head_of(instruction)
        head = name, base, instruction
        begin = place + 1
    if head is not None:
        stages.append(new_tuple(Stage, (len(stages), *head, instructions[begin:])))
    return tuple(stages), takes_files


def _plain_head(args: str) -> tuple[str, str | None] | None:
    """Return the base and the name in the arguments of a plain FROM; None for any other."""
    # Most are one word. A text with any other white space is not printable.
    if args and " " not in args and args.isprintable():
        return args, None
    match = _PLAIN_FROM.fullmatch(args)
    return None if match is None else (match[1], match[2])


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
