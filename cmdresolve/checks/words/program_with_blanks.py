"""A program whose name has blanks, because a whole command stands in one word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import init_words, is_usual_program, runs_what_it_gets, shell_for
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.checks.words.splitting import cut
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# A path of Windows or macOS, in which blanks are usual.
_WITH_BLANKS = pattern(r"[A-Za-z]:[\\/].*|.*\.(?:exe|bat|cmd|app)|/Applications/.*")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word, and at the one that an init or an entrypoint script starts."""
    argv = subject.argv or ()
    for place in dict.fromkeys(_places(subject, argv)):
        word = argv[place]
        if not _has_blanks(word) or word[:1] in ("[", "-"):
            continue
        site = subject.site_of(place)
        if site is None or site.form == "shell":
            continue
        # Behind an ENTRYPOINT that nobody described it would be an argument.
        sure = subject.is_certain or site.role == "entrypoint"
        # A script may take its first word apart; a usual command in one word is hardly meant so.
        by_script = place > init_words(argv)
        if by_script and not _names_program(word, site):
            continue
        yield Draft(
            f"{site.name} names a program {json_word(clip(word, _SHOWN))}, blanks and all: it is "
            "one word, and no shell splits it",
            subject.words[place].origin,
            tuple(_mends(site, argv, place)),
            severity=None if sure and not by_script else "warning",
        )


def _places(subject: Subject, argv: tuple[str, ...]) -> Iterator[int]:
    """Go through the places of words that are started as programs."""
    if not argv:
        return
    yield 0
    behind = init_words(argv)
    if behind < len(argv):
        yield behind
    for site in subject.sites[1:]:
        if site.at - 1 == behind and runs_what_it_gets(argv[behind]):
            yield site.at


def _names_program(word: str, site: Site) -> bool:
    meant = cut(word, pod=site.pod)
    return meant is not None and bool(meant.words) and is_usual_program(base_name(meant.words[0]))


def _has_blanks(word: str) -> bool:
    return any(x in word for x in " \t\n") and _WITH_BLANKS.fullmatch(word.strip()) is None


def _mends(site: Site, argv: tuple[str, ...], place: int) -> Iterator[Proposal]:
    raw, index = raw_words(site, argv), place - site.at
    meant, rest = cut(raw[index], pod=site.pod), argv[place + 1 :]
    words_of_it = cut(argv[place], pod=site.pod)
    before = argv[:place]
    if meant is None or words_of_it is None or not meant.words:
        return
    if meant.needs_shell:
        shell = shell_for(raw[index])
        change = (
            site.rewritten([*raw[:index], shell, "-c", raw[index].strip()]) if not rest else None
        )
        if change is not None:
            yield Proposal(*change, argv=(*before, shell, "-c", argv[place].strip()))
        return
    change = site.rewritten([*raw[:index], *meant.words, *raw[index + 1 :]])
    if change is not None:
        yield Proposal(*change, argv=before + words_of_it.words + rest, safe=True)


RULE = Rule(
    code="program-with-blanks",
    summary="A whole command is one word, and its blanks are part of the program's name.",
    why='The kernel looks for a file of exactly that name: `exec: "npm start": executable file '
    "not found in $PATH`.",
    bad='CMD ["npm start"]',
    good='CMD ["npm", "start"]',
    severity="error",
    find=find,
)
