"""Quotes that were meant for a shell, and reach the program as part of a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.words.in_lists import Listed, is_program_text, listed, raw_words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# Typographic quotes, as a slide or word processor makes them, are letters to everybody.
_QUOTED = pattern(
    r"(?P<name>--?[\w.-]+=)?(?:(?P<quote>['\"])(?P<inside>[^'\"\n]+)(?P=quote)"
    r"|[\u201c-\u201e](?P<double>[^\u201c-\u201e\n]+)[\u201c\u201d]"
    r"|[\u2018-\u201a](?P<single>[^\u2018-\u201a\n]+)[\u2018\u2019])"
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of lists: of each list, tell once."""
    argv = subject.argv or ()
    quoted: dict[str, list[Listed]] = {}
    for one in listed(subject):
        if _inside(one.word.value) is not None and not is_program_text(argv, one.place):
            quoted.setdefault(one.site.role, []).append(one)
    for found in quoted.values():
        first = found[0]
        yield Draft(
            f"{json_word(clip(first.word.value, _SHOWN))} in {first.site.name} keeps its quotes: "
            "no shell removes them",
            first.word.origin,
            tuple(_mends(found, argv)),
        )


def _inside(word: str) -> str | None:
    match = _QUOTED.fullmatch(word)
    if match is None:
        return None
    return (match["name"] or "") + (match["inside"] or match["double"] or match["single"])


def _mends(found: list[Listed], argv: tuple[str, ...]) -> Iterator[Proposal]:
    """Take the quotes of all such words of a list away."""
    site = found[0].site
    words, promised = list(raw_words(site, argv)), list(argv)
    for one in found:
        meant = _inside(one.raw)
        if meant is None:
            return
        words[one.index] = meant
        promised[one.place] = _inside(one.word.value) or ""
    change = site.rewritten(words)
    if change is not None:
        yield Proposal(*change, argv=tuple(promised), safe=True)


RULE = Rule(
    code="quotes-in-word",
    summary="Quotes that were meant for a shell are part of a word.",
    why="In exec form, and in the lists of Compose and Kubernetes, nothing removes quotes: the "
    "program gets them.",
    bad='CMD ["gunicorn", "\'shop:make_app()\'"]',
    good='CMD ["gunicorn", "shop:make_app()"]',
    severity="error",
    find=find,
)
