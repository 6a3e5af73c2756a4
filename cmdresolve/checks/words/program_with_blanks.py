"""A program whose name has blanks, because a whole command stands in one word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.checks.words.splitting import cut
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# A path of Windows or macOS, in which blanks are usual.
_WITH_BLANKS = pattern(r"[A-Za-z]:[\\/].*|.*\.(?:exe|bat|cmd|app)|/Applications/.*")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word."""
    argv = subject.argv
    if not argv or not _has_blanks(argv[0]) or argv[0][:1] in ("[", "-"):
        return
    site = next(iter(subject.sites), None)
    if site is None or site.form == "shell":
        return
    first = subject.words[0]
    word = json_word(clip(argv[0], _SHOWN))
    # Behind an ENTRYPOINT that nobody described it would be an argument.
    yield Draft(
        f"{site.name} names a program {word}, blanks and all: one word is one word, and no shell "
        "takes it apart",
        first.origin,
        tuple(_mends(site, argv)),
        severity=None if subject.is_certain or site.role == "entrypoint" else "warning",
    )


def _has_blanks(word: str) -> bool:
    return any(x in word for x in " \t\n") and _WITH_BLANKS.fullmatch(word.strip()) is None


def _mends(site: Site, argv: tuple[str, ...]) -> Iterator[Proposal]:
    raw = raw_words(site, argv)
    meant, rest = cut(raw[0], pod=site.pod), argv[1:]
    told = cut(argv[0], pod=site.pod)
    if meant is None or told is None or not meant.words:
        return
    if meant.needs_shell:
        change = site.rewritten(["sh", "-c", raw[0].strip(), *raw[1:]]) if not rest else None
        if change is not None:
            yield Proposal(*change, argv=("sh", "-c", argv[0].strip()))
        return
    change = site.rewritten([*meant.words, *raw[1:]])
    if change is not None:
        yield Proposal(*change, argv=told.words + rest, safe=True)


RULE = Rule(
    code="program-with-blanks",
    summary="A whole command stands in one word, and its blanks are part of the program's name.",
    why='The kernel looks for a file of exactly that name: `exec: "npm start": executable file '
    "not found in $PATH`.",
    bad='CMD ["npm start"]',
    good='CMD ["npm", "start"]',
    severity="error",
    find=find,
)
