"""A remark behind an instruction, which is read as words of it.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/parser.go, isComment, which
is asked of whole lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_BEHIND = pattern(r"(?P<before>\s*(?P<keyword>[A-Za-z]+)\s+[^#\n]*?)\s+(?P<remark>#+[^\n]*)")
_READ_AS_TEXT = frozenset("RUN CMD ENTRYPOINT".split())


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the line that is refused."""
    fault = refused_line(subject)
    match = None if fault is None else _BEHIND.fullmatch(fault.line)
    if fault is None or match is None or fault.line.endswith("\\"):
        return
    keyword = match["keyword"].upper()
    if keyword in _READ_AS_TEXT:
        return
    put = f"{match['remark'].rstrip()}\n{match['before'].strip()}"
    change = dockerfile.instead(fault.source, fault.span, put)
    yield Draft(
        f"the # after {keyword} does not begin a comment: a comment needs a line of its own",
        None,
        (Proposal(*change, safe=True),),
        source=fault.source,
        span=fault.span,
    )


RULE = Rule(
    code="comment-behind-instruction",
    summary="A comment follows an instruction on its line, and is read as words of it.",
    why="A comment is a line that begins with #; anywhere else # is a character like any other.",
    bad="EXPOSE 80 # the port",
    good="# the port\nEXPOSE 80",
    severity="error",
    find=find,
    of_refusals="only",
)
