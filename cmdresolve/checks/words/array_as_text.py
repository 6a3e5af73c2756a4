"""A list of words that was given as the text of one word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import listed_words
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.origin import Origin

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word, and at the first of what follows the entrypoint."""
    argv = subject.argv or ()
    for site in subject.sites:
        if site.form == "split" and site.count:
            yield from _of_text(site, argv, subject.words[site.at].origin)
        if site.form != "list" or not site.count:
            continue
        words = _words(argv[site.at])
        if words is None:
            continue
        yield Draft(
            f"{site.name} is a list written as a string: {clip(argv[site.at], _SHOWN)} is one "
            "word here",
            subject.words[site.at].origin,
            tuple(_mends(site, argv, words)),
        )


def _of_text(site: Site, argv: tuple[str, ...], origin: Origin | None) -> Iterator[Draft]:
    """Look at a text that is split at its blanks, brackets and commas left where they stand."""
    text = site.words[0].strip()
    words = _words(text)
    if words is None or not argv[site.at].startswith("["):
        return
    change = site.rewritten(words)
    mends = () if change is None else (Proposal(*change, keeps=False, safe=True),)
    yield Draft(
        f"{site.name} is a list written as a string: it is split at blanks, and "
        f"{json_word(clip(argv[site.at], _SHOWN))} is its first word",
        origin,
        mends,
    )


def _words(text: str) -> tuple[str, ...] | None:
    if not (text.startswith("[") and text.rstrip().endswith("]")):
        return None
    return listed_words(text) or None


def _mends(site: Site, argv: tuple[str, ...], words: tuple[str, ...]) -> Iterator[Proposal]:
    rest = raw_words(site, argv)[1:]
    change = site.rewritten([*map(site.literal, words), *rest])
    if change is not None:
        yield Proposal(*change, argv=(*argv[: site.at], *words, *argv[site.at + 1 :]), safe=True)


RULE = Rule(
    code="array-as-text",
    summary="A list of words was given as a single string.",
    why="Docker's --entrypoint takes one program; Podman's reads such a list. Elsewhere a list "
    "within a string is not read either.",
    bad='docker run --entrypoint \'["python3", "-V"]\' img',
    good="docker run --entrypoint python3 img -V",
    severity="error",
    find=find,
)
