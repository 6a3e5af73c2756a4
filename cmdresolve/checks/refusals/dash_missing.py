"""A long option with one dash, whose letters are read as short options.

Source: spf13/pflag v1.0.6 flag.go, parseSingleShortArg.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing.line import written
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_ONE_DASH = pattern(r"-[a-z][a-z-]+(?:=.*)?", re.DOTALL)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the line that is refused."""
    error, line = subject.error, subject.inputs.line
    if error is None or error.code != "unknown-shorthand":
        return
    places = [place for place, word in enumerate(line) if _ONE_DASH.fullmatch(word)]
    if not places:
        return
    mends = tuple(
        Proposal(*written((*line[:place], f"-{line[place]}", *line[place + 1 :])))
        for place in places
    )
    yield Draft(
        f"{printable(clip(line[places[0]], _SHOWN))} is read letter by letter: a long name takes "
        "two dashes",
        None,
        mends,
        source=error.source,
        span=error.span,
    )


RULE = Rule(
    code="dash-missing",
    summary="A long option is written with one dash, and the program knows no such letter.",
    why="One dash begins letters: -name is -n, -a, -m and -e. What is refused for one of these "
    "letters was meant as a long name.",
    bad="docker run -name web nginx",
    good="docker run --name web nginx",
    severity="error",
    find=find,
    of_refusals="only",
)
