"""Comments above instructions, as BuildKit keeps them for what describes a stage or an argument.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/parser.go Parse, PrevComment.
"""

from __future__ import annotations

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.reader import Directive
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.source import Source


def comment_above(
    source: Source, instruction: Instruction, directives: tuple[Directive, ...], escape: str
) -> str | None:
    """Return the last comment before an instruction; None when there is none, or it is empty.

    Blank lines between do not matter. Only the first character of the line is taken off, so an
    indented comment begins with its own ``#``.
    """
    text = source.text
    top = max((directive.span.end for directive in directives), default=0)
    start = text.rfind("\n", 0, instruction.line.start) + 1
    while start > top:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].rstrip("\r")
        bare = line.strip(SPACE)
        if start < top:
            return None
        if bare.startswith("#"):
            return line[1:].strip(SPACE) or None
        # A line that is nothing but continued is the first of the instruction.
        if bare not in ("", escape):
            return None
    return None
