"""Where engines say a fault is: on the line where its instruction begins.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/errors.go, instructions/parse.go: a parse
error carries the location of the node, and only the first line of it is told.
"""

from __future__ import annotations

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.frontend import builder_for
from cmdresolve.dockerfile.syntax import read
from cmdresolve.errors import DockerfileError
from cmdresolve.source import Source


def instruction_start(source: Source, offset: int, builder: Builder) -> int:
    """Give the offset at which the instruction around `offset` begins.

    It is `offset` itself where the text has no instructions, as its lines cannot be read.

    Args:
        source: the Dockerfile.
        offset: where the fault is.
        builder: who reads it.
    """
    try:
        instructions = read(source, builder_for(source.text, builder)).instructions
    except DockerfileError:
        return offset
    before = [x.line.start for x in instructions if x.line.start <= offset]
    return before[-1] if before else offset
