"""Where engines say a fault is: on the line where its instruction begins.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/errors.go, instructions/parse.go: a parse
error carries the location of the node, and only the first line of it is told.
"""

from __future__ import annotations

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.frontend import builder_for
from cmdresolve.dockerfile.pieces import pieces
from cmdresolve.source import Source


def instruction_start(source: Source, offset: int, builder: Builder) -> int:
    """Give the offset at which the instruction around `offset` begins.

    It is `offset` itself where none is around it.

    Args:
        source: the Dockerfile.
        offset: where the fault is.
        builder: who reads it.
    """
    divided = pieces(source, builder_for(source.text, builder))
    around = [x for x in divided if x.span.start <= offset < x.span.end]
    begins = around and around[0].kind in ("instruction", "unread")
    return around[0].span.start if begins else offset
