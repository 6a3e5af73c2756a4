"""The verb ``batch``: the requests on standard input answered, one JSON object a line."""

from __future__ import annotations

from cmdresolve.batch.protocol import answer_lines
from cmdresolve.cli import streams
from cmdresolve.cli.inputs.files import standard_input
from cmdresolve.cli.language.arguments import read_options
from cmdresolve.cli.language.asked_limits import limits_of
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Answer the requests on standard input, one JSON object a line, each as soon as it is read."""
    limits = limits_of(read_options("batch", words).limit)
    # Bytes that are not UTF-8 are kept, because a Dockerfile in a request may have them.
    lines = (line.decode("utf-8", "surrogateescape") for line in standard_input())
    stream = streams.output()
    for answer in answer_lines(lines, limits=limits):
        print(answer, file=stream, flush=True)
    return ANSWERED
