"""An option where the program has to stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_mere_shell
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_OPTION = pattern(r"--?[A-Za-z].*", re.DOTALL)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word, where a file says it and every image is known."""
    argv, sites = subject.argv or (), subject.sites
    if not argv or not sites or not subject.is_certain or not _OPTION.fullmatch(argv[0]):
        return
    site = sites[0]
    if site.role == "entrypoint" or not (site.key or site.instruction):
        # A line has a rule of its own, and so has a key that takes an entrypoint away.
        return
    mends = tuple(_mends(subject, site, argv))
    yield Draft(
        f"{site.name} begins with {printable(clip(argv[0], _SHOWN))}, and the image has no "
        "ENTRYPOINT: the option is looked for as a program",
        subject.words[0].origin,
        mends,
        # An image of a shell alone may stand for another in a description.
        severity=None if mends else "info",
    )


def _mends(subject: Subject, site: Site, argv: tuple[str, ...]) -> Iterator[Proposal]:
    """Put the program of the CMD that is replaced in front."""
    answer = subject.supposed
    lost = () if answer is None else answer.dropped
    cmd = next((x.words for x in reversed(lost) if x.field == "Cmd" and x.words), ())
    if not cmd or is_mere_shell(cmd) or cmd[0].startswith("-") or site.count != len(argv):
        return
    change = site.rewritten([*map(site.literal, cmd), *raw_words(site, argv)])
    if change is not None:
        yield Proposal(*change, argv=(*cmd, *argv))


RULE = Rule(
    code="option-is-program",
    summary="The first word is an option, and there is no ENTRYPOINT before it.",
    why="command of Compose, args of a manifest and CMD replace the image's CMD, program and all: "
    "where the image has no ENTRYPOINT, their first word is the program.",
    bad="command: --port 80",
    good="command: serve --port 80",
    severity="error",
    find=find,
)
