"""An instruction of which the last counts, and that is said twice in a stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Dockerfile, Instruction

_SAID = pattern(r"^[ \t]*(CMD|ENTRYPOINT)[ \t]", re.IGNORECASE | re.MULTILINE)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the last stage."""
    if not _may_be_twice(subject.own_text):
        return
    parsed = subject.dockerfile
    if parsed is None or not parsed.stages:
        return
    for keyword in ("ENTRYPOINT", "CMD"):
        said = [x for x in parsed.stages[-1].instructions if x.keyword == keyword]
        for earlier in said[:-1]:
            line = parsed.source.position(said[-1].span.start)[0]
            yield Draft(
                f"this {keyword} is never used: the one at {parsed.source.name}:{line} replaces it",
                None,
                (_without(subject, parsed, earlier, said[-1]),),
                source=parsed.source,
                span=earlier.span,
            )


def _may_be_twice(text: str) -> bool:
    """Say whether a text has two lines of one of the keywords, in whatever stages."""
    found = [keyword.upper() for keyword in _SAID.findall(text)]
    return len(found) != len(set(found))


def _without(
    subject: Subject, parsed: Dockerfile, earlier: Instruction, last: Instruction
) -> Proposal:
    text, span = parsed.source.text, earlier.span
    end = span.end + (text[span.end : span.end + 1] == "\n")
    kept = text[last.span.start : last.span.end]
    return Proposal(
        kept, (Edit(parsed.source.name, span.start, end, ""),), argv=subject.argv, safe=True
    )


RULE = Rule(
    code="instruction-repeated",
    summary="CMD or ENTRYPOINT occurs twice in a stage, and only the last one counts.",
    why="Each replaces the one before it; two of them do not run one after the other.",
    bad='CMD ["./migrate"]\nCMD ["./serve"]',
    good='CMD ["./serve"]',
    severity="warning",
    find=find,
)
