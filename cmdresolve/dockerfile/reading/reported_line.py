"""Where engines say a fault is: on the line where its instruction begins.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/errors.go, instructions/parse.go: a parse
error carries the location of the node, and only the first line of it is told.
"""

from __future__ import annotations

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.pieces import pieces
from cmdresolve.dockerfile.reading.syntax_directive import builder_for
from cmdresolve.model.source import Source


def instruction_start(source: Source, offset: int, builder: Builder) -> int:
    """Return the offset at which the instruction around `offset` begins.

    It is `offset` itself where none is around it.

    Args:
        source: the Dockerfile.
        offset: where the fault is.
        builder: who reads it.
    """
    divided = pieces(source, builder_for(source.text, builder))
    # A fault at the very end of an instruction is its own still: what is missing there.
    around = [
        x.span.start
        for x in divided
        if x.kind in ("instruction", "unread") and x.span.start <= offset <= x.span.end
    ]
    return around[-1] if around else offset
