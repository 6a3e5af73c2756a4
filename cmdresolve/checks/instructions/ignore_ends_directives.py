"""A comment of ours above a directive of a Dockerfile, which it turns into a comment.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/directives.go: directives end with the
first line that is not a directive, even if it is a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_OURS = pattern(r"#[ \t]*cmdresolve:[ \t]*ignore=.*")
_DIRECTIVE = pattern(r"#[ \t]*(?:syntax|escape|check)[ \t]*=.*")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the comments that a Dockerfile begins with."""
    error = subject.error
    source = None if error is None or error.stage != "build" else error.source
    if source is None and subject.dockerfile is not None:
        source = subject.dockerfile.source
    lines = () if source is None else tuple(_comments(source))
    ours = next((place for place, (_, text) in enumerate(lines) if _OURS.fullmatch(text)), None)
    if source is None or ours is None:
        return
    last = next(
        (n for n in range(len(lines) - 1, ours, -1) if _DIRECTIVE.fullmatch(lines[n][1])), None
    )
    if last is None:
        return
    span, text = lines[ours]
    yield Draft(
        f"this comment stands above {lines[last][1]!r}, which is no directive any more; put it "
        "below the directives",
        None,
        (_mend(source, lines, ours, last, text),),
        source=source,
        span=span,
    )


def _comments(source: Source) -> Iterator[tuple[Span, str]]:
    """Go through the lines of comments at the top, each without its end."""
    offset = 0
    for line in source.text.split("\n"):
        text = line.rstrip("\r")
        if not text.startswith("#"):
            return
        yield Span(offset, offset + len(text)), text
        offset += len(line) + 1


def _mend(
    source: Source, lines: tuple[tuple[Span, str], ...], ours: int, last: int, text: str
) -> Proposal:
    """Put the comment behind the last directive."""
    start, following = lines[ours][0].start, lines[ours + 1][0].start
    end = lines[last][0].end
    ends_line = source.text[lines[ours][0].end : following]
    edits = (
        Edit(source.name, start, following, ""),
        Edit(source.name, end, end, f"{ends_line}{text}"),
    )
    return Proposal(f"{lines[last][1]}\n{text}", edits)


RULE = Rule(
    code="ignore-ends-directives",
    summary="A comment for cmdresolve is above a directive of the Dockerfile, and ends the "
    "directives.",
    why="Directives (`# syntax=`, `# escape=`, `# check=`) count at the very top only: the "
    "first line that is not one ends them, even a comment.",
    bad="# cmdresolve: ignore=array-is-shell-form\n# escape=`",
    good="# escape=`\n# cmdresolve: ignore=array-is-shell-form",
    severity="warning",
    find=find,
    of_refusals="too",
)
