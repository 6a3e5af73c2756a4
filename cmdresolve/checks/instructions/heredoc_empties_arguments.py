"""A script written by a here-document whose variables the builder replaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing.change import Change
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Heredoc, Instruction

_PARAMETER = pattern(r"(?<![\\$])\$(?:[@*#0-9]|\{[@*#0-9][^}]*\})")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the files that the last stage writes by here-documents."""
    parsed = subject.dockerfile if subject.text_has("<<") else None
    if parsed is None or not parsed.stages:
        return
    for instruction in parsed.stages[-1].instructions:
        if instruction.keyword not in ("COPY", "ADD"):
            continue
        for heredoc in instruction.heredocs:
            found = _PARAMETER.search(heredoc.content) if heredoc.expands else None
            if found is None or not heredoc.content.lstrip("\t").startswith("#!"):
                continue
            change = _quoted(parsed.source, instruction, heredoc)
            yield Draft(
                f"{found[0]} in the script that {instruction.keyword} writes is replaced by the "
                f"builder with nothing: quotes around {heredoc.name} keep it",
                None,
                () if change is None else (Proposal(*change, argv=subject.argv, safe=True),),
                source=parsed.source,
                span=instruction.args_span,
            )


def _quoted(source: Source, instruction: Instruction, heredoc: Heredoc) -> Change | None:
    line = instruction.line
    written = ("<<-" if heredoc.chomp else "<<") + heredoc.name
    at = line.text.find(written)
    if at < 0:
        return None
    span = line.span(at, at + len(written))
    put = written.replace(heredoc.name, f'"{heredoc.name}"')
    text = line.text[:at] + put + line.text[at + len(written) :]
    return Change(text, (Edit(source.name, span.start, span.end, put),))


RULE = Rule(
    code="heredoc-empties-arguments",
    summary='A script written by COPY loses its "$@" and $1, because the here-document expands.',
    why="If the word after << is not quoted, the builder replaces variables in the text; $@ and "
    "$1 are not among its own, so nothing is left of them.",
    bad='COPY <<EOF /run.sh\n#!/bin/sh\nexec app "$@"\nEOF',
    good='COPY <<"EOF" /run.sh\n#!/bin/sh\nexec app "$@"\nEOF',
    severity="error",
    find=find,
)
