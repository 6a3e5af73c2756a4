"""A list of an instruction that holds more than words.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/line_parsers.go, parseJSON
and errDockerfileNotStringArray.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_LIST = pattern(r"\s*(?P<keyword>[A-Za-z]+)\s+(?P<list>\[.*\])\s*")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the list that is refused."""
    fault = refused_line(subject, "json-not-strings")
    match = None if fault is None else _LIST.fullmatch(fault.line)
    if fault is None or match is None:
        return
    words = _words(match["list"])
    keyword = match["keyword"].upper()
    mends: tuple[Proposal, ...] = ()
    if words:
        change = dockerfile.exec_form(fault.source, fault.span, keyword, words)
        mends = (Proposal(*change, safe=True),)
    yield Draft(
        f"the list of {keyword} has something else than strings in it: each word needs double "
        "quotes, and lists cannot be nested",
        None,
        mends,
        source=fault.source,
        span=fault.span,
    )


def _words(text: str) -> tuple[str, ...]:
    """Return the words that are plainly meant: numbers as they are written, inner lists opened."""
    try:
        parts = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return ()
    words = [word for part in parts for word in (part if isinstance(part, list) else [part])]
    texts = [str(word).lower() if isinstance(word, bool) else word for word in words]
    return tuple(texts) if all(isinstance(word, str) for word in texts) else ()


RULE = Rule(
    code="array-not-strings",
    summary="The list of an instruction has numbers, lists or other values in it that are not "
    "strings.",
    why="An array in an instruction may only have strings; anything else in it stops the build.",
    bad='CMD ["serve", 80]',
    good='CMD ["serve", "80"]',
    severity="error",
    find=find,
    of_refusals="only",
)
