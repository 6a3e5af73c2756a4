"""The text of a trigger, as ONBUILD leaves it in an image.

Source: moby/buildkit v0.25.2 frontend/dockerfile/instructions/parse.go parseOnBuild.
"""

from __future__ import annotations

import re

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.stages import Stage
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern

# The \s of Go's regular expressions, which has no vertical tab (parse.go parseOnBuild).
_ON_BUILD = pattern(r"[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*", re.ASCII | re.IGNORECASE)


def trigger_text(instruction: Instruction, builder: Builder) -> str:
    """Return the text that an ONBUILD stores in the image, with its heredocs appended."""
    text = instruction.line.text
    match = _ON_BUILD.match(text)
    expression = text[match.end() :] if match is not None else text
    for heredoc in instruction.heredocs if builder.triggers.with_heredocs else ():
        expression += f"\n{heredoc.content}{heredoc.name}"
    return replace_invalid(expression)


def triggers_of(stage: Stage, builder: Builder) -> tuple[str, ...]:
    """Return the triggers that the ONBUILD instructions of a stage store, before it has run."""
    return tuple(
        trigger_text(instruction, builder)
        for instruction in stage.instructions
        if instruction.keyword == "ONBUILD"
    )
