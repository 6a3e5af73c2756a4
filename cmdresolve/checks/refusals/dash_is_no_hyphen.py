"""Dashes of a text processor where options begin with hyphens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing.line import written
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_DASHED = pattern("(-?[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+-?)([A-Za-z][^\\s]*)")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of the command line."""
    line = subject.inputs.line
    wrong = [word for word in line if _DASHED.fullmatch(word)]
    if not wrong:
        return
    meant = [tuple(_meant(word, dashes) for word in line) for dashes in ("--", "-")]
    error = subject.error
    yield Draft(
        f"{printable(clip(wrong[0], _SHOWN))} begins with a dash that is not a hyphen, and so is "
        "not an option, but the image or a word like any other",
        None,
        tuple(Proposal(*written(words)) for words in meant),
        source=None if error is None else error.source,
        span=None if error is None else error.span,
    )


def _meant(word: str, dashes: str) -> str:
    """Write a word with hyphens; `dashes` for several letters, which may be short options."""
    match = _DASHED.fullmatch(word)
    if match is None:
        return word
    name = match[2].partition("=")[0]
    alone = len(name) == 1 and len(match[1]) == 1
    return ("-" if alone else dashes) + match[2]


RULE = Rule(
    code="dash-is-no-hyphen",
    summary="An option begins with a dash of a text processor instead of hyphens.",
    why="Web pages and word processors make a long dash of two hyphens; to a program it is a "
    "letter, and the option is taken for the image's name.",
    bad="docker run \u2013rm img",
    good="docker run --rm img",
    severity="error",
    find=find,
    of_refusals="too",
)
