"""A list that goes on over lines without a backslash at their ends.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/parser.go,
lineContinuationRegex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import listed_words, refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.source import Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_OPENED = pattern(
    r"^[ \t]*(?P<keyword>CMD|ENTRYPOINT|SHELL|RUN)[ \t]+(?P<list>\[[^\]]*\])[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look for the list that the refused line belongs to."""
    fault = refused_line(subject, "unknown-instruction", "shell-json")
    if fault is None:
        return
    for match in _OPENED.finditer(fault.source.text):
        if not (match.start() <= fault.start <= match.end()) or "\n" not in match["list"]:
            continue
        words = listed_words(
            " ".join(match["list"].split("\n")).replace("\r", "").replace("\\ ", " ")
        )
        if words is None:
            return
        keyword = match["keyword"].upper()
        put = f"{keyword} {exec_form(words)}"
        edit = Edit(fault.source.name, match.start("keyword"), match.end("list"), put)
        yield Draft(
            f"the list of {keyword} continues over lines that do not end in a backslash",
            None,
            (Proposal(put, (edit,), safe=True),),
            source=fault.source,
            span=Span(match.start("keyword"), match.start("list") + match["list"].find("\n")),
        )
        return


RULE = Rule(
    code="array-over-lines",
    summary="The list of an instruction continues over lines without backslashes.",
    why="An instruction ends with its line unless that ends in a backslash: the next line of the "
    "list is read as an instruction.",
    bad='CMD ["java",\n    "-version"]',
    good='CMD ["java", "-version"]',
    severity="error",
    find=find,
    of_refusals="only",
)
