"""Comments above instructions, as BuildKit assigns them to describe a stage or an argument.

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
    """Return the comment right above an instruction; None if there is none, or it is empty."""
    found = comments_above(source, instruction.line.start, directives, escape)
    return found[-1] if found else None


def comments_above(
    source: Source, at: int, directives: tuple[Directive, ...], escape: str
) -> list[str]:
    """Return the comments above an instruction, up to another instruction or an empty comment.

    Blank lines between them do not count, and directives are not comments. BuildKit removes the
    first character of the line rather than the ``#``, so an indented comment keeps its ``#``.

    Args:
        source: the text.
        at: the offset of the instruction.
        directives: the parser directives of the text.
        escape: the escape character.
    """
    text = source.text
    top = max((directive.span.end for directive in directives), default=0)
    start = text.rfind("\n", 0, at) + 1
    found: list[str] = []
    while start > top:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].rstrip("\r")
        bare = line.strip(SPACE)
        if start < top:
            break
        if bare.startswith("#"):
            comment = line[1:].strip(SPACE)
            if not comment:
                break
            found.insert(0, comment)
        elif bare not in ("", escape):
            # A lone escape character is not another instruction: it continues into this one.
            break
    return found
