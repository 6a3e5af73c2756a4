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
_QUOTED = pattern(r"(?P<name>--?[\w.-]+=)?(?P<quote>['\"])(?P<inside>[^'\"\n]+)(?P=quote)")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of lists."""
    argv = subject.argv or ()
    for one in listed(subject):
        inside = _inside(one.word.value)
        if inside is None or is_program_text(argv, one.place):
            continue
        yield Draft(
            f"{json_word(clip(one.word.value, _SHOWN))} in {one.site.name} keeps its quotes: no "
            "shell takes them away",
            one.word.origin,
            tuple(_mends(one, argv, inside)),
        )


def _inside(word: str) -> str | None:
    match = _QUOTED.fullmatch(word)
    return None if match is None else (match["name"] or "") + match["inside"]


def _mends(one: Listed, argv: tuple[str, ...], inside: str) -> Iterator[Proposal]:
    raw, meant = raw_words(one.site, argv), _inside(one.raw)
    if meant is None:
        return
    change = one.site.rewritten([*raw[: one.index], meant, *raw[one.index + 1 :]])
    if change is not None:
        promised = (*argv[: one.place], inside, *argv[one.place + 1 :])
        yield Proposal(*change, argv=promised, safe=True)


RULE = Rule(
    code="quotes-in-word",
    summary="Quotes that were meant for a shell are part of a word.",
    why="In exec form, and in the lists of Compose and Kubernetes, nobody takes quotes away: the "
    "program gets them.",
    bad='CMD ["gunicorn", "\'shop:make_app()\'"]',
    good='CMD ["gunicorn", "shop:make_app()"]',
    severity="error",
    find=find,
)
