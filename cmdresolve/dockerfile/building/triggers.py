"""The text of a trigger, as ONBUILD leaves it in an image.

Source: moby/buildkit v0.25.2 frontend/dockerfile/instructions/parse.go parseOnBuild.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmdresolve.dockerfile.reading.instruction import Heredoc, Instruction
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern

# As Go has it: a vertical tab is no blank.
_ON_BUILD = pattern(r"[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*", re.ASCII | re.IGNORECASE)


def trigger_text(instruction: Instruction, heredocs: Sequence[Heredoc] = ()) -> str:
    """Return the text that ONBUILD leaves in an image."""
    text = instruction.line.text
    match = _ON_BUILD.match(text)
    expression = text[match.end() :] if match is not None else text
    for heredoc in heredocs:
        expression += f"\n{heredoc.content}{heredoc.name}"
    return replace_invalid(expression)
