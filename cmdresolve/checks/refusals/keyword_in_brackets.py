"""An instruction whose bracket stands before its keyword."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import listed_words, refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_INSIDE = pattern(r"\s*\[\s*[\"']?(CMD|ENTRYPOINT|SHELL|RUN)[\"']?[\s,:]+(.*)", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the line that is refused."""
    fault = refused_line(subject, "unknown-instruction")
    match = None if fault is None else _INSIDE.fullmatch(fault.line)
    if fault is None or match is None:
        return
    text = "[" + match[2].rstrip()
    text += "" if text.endswith("]") else "]"
    keyword = match[1].upper()
    words = listed_words(text)
    mends: tuple[Proposal, ...] = ()
    if words is not None:
        change = dockerfile.exec_form(fault.source, fault.span, keyword, words)
        mends = (Proposal(*change, argv=None, safe=True),)
    yield Draft(
        f"the keyword {keyword} is inside of the brackets: it comes first, then the list",
        None,
        mends,
        source=fault.source,
        span=fault.span,
    )


RULE = Rule(
    code="keyword-in-brackets",
    summary="An instruction's keyword is inside of its list.",
    why="A line begins with its keyword; with a bracket before it, it is an unknown instruction.",
    bad='[ENTRYPOINT "/launch"]',
    good='ENTRYPOINT ["/launch"]',
    severity="error",
    find=find,
    of_refusals="only",
)
