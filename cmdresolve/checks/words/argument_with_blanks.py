"""An argument that holds an option and its value, or several words, in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_interpreter
from cmdresolve.checks.words.in_lists import Listed, is_program_text, listed, raw_words
from cmdresolve.checks.words.splitting import cut
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_OPTION_AND_VALUE = pattern(r"--?[A-Za-z][\w.-]*[ \t]+[^\s-][^\s]*|-[A-Za-z][\w.-]*[ \t]+--?\w\S*")
# One with its value behind "=" may have blanks in that.
_OPTION = pattern(r"--?[A-Za-z][\w.-]*")
_MODULE = pattern(r"-m[ \t]+[\w.]+(?:[ \t]+\S+)*+")
_FILE_AND_MORE = pattern(r"[\w./-]+\.(?:c?js|mjs|ts|py|sh|rb|jar|php|pl|dll)[ \t]+\S.*")
_VERB_AND_NAME = pattern(r"(?:run|exec|start|serve|install)[ \t]+[\w:.-]+")
_VERB_PROGRAMS = frozenset("npm yarn pnpm bun bundle npx poetry pipenv uv rails flask".split())
# Options whose value is a line of options.
_TAKES_OPTIONS = pattern(
    r"--?[\w-]*(?:opt|opts|options|args|arguments|flags|params|cmd|command)",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words after the program: of each list, tell once."""
    argv = subject.argv or ()
    several: dict[str, list[Listed]] = {}
    for one in listed(subject):
        if (one.place or one.word.value.startswith("-")) and _is_several(one, argv):
            several.setdefault(one.site.role, []).append(one)
    for found in several.values():
        first = found[0]
        yield Draft(
            f"{json_word(clip(first.word.value, _SHOWN))} in {first.site.name} is one word: its "
            "program gets the blank and what follows as part of the word",
            first.word.origin,
            tuple(_mends(found, argv)),
        )


def _is_several(one: Listed, argv: tuple[str, ...]) -> bool:
    word, before = one.word.value, argv[one.place - 1] if one.place else ""
    if not any(x in word for x in " \t") or is_program_text(argv, one.place):
        return False
    if _OPTION_AND_VALUE.fullmatch(word) or _has_options(word):
        return _TAKES_OPTIONS.fullmatch(before) is None
    if is_interpreter(before) and _MODULE.fullmatch(word):
        return True
    if before.startswith("-"):
        return False
    if one.place == 1 and _VERB_AND_NAME.fullmatch(word):
        return before.rpartition("/")[2] in _VERB_PROGRAMS
    return one.place == 1 and _FILE_AND_MORE.fullmatch(word) is not None


def _has_options(word: str) -> bool:
    """Say whether a word is several options in a row, with their values."""
    parts = word.split()
    return bool(parts and _OPTION.fullmatch(parts[0]) and any(map(_OPTION.fullmatch, parts[1:])))


def _mends(found: list[Listed], argv: tuple[str, ...]) -> Iterator[Proposal]:
    """Cut all such words of a list."""
    site = found[0].site
    places = {one.index for one in found}
    raw = raw_words(site, argv)
    words: list[str] = []
    promised = list(argv[: site.at])
    for index, written in enumerate(raw):
        word = argv[site.at + index]
        if index not in places:
            words.append(written)
            promised.append(word)
            continue
        cut_raw, cut_word = cut(written, pod=site.pod), cut(word, pod=site.pod)
        if cut_raw is None or cut_word is None or cut_raw.needs_shell:
            return
        words += cut_raw.words
        promised += cut_word.words
    change = site.rewritten(words)
    if change is not None:
        rest = argv[site.at + site.count :]
        yield Proposal(*change, argv=(*promised, *rest), safe=True)


RULE = Rule(
    code="argument-with-blanks",
    summary="An option and its value, or a file and its options, are one word.",
    why="No shell splits a word of a list: the program looks for an option called `-n 4`.",
    bad='CMD ["./peers.sh", "-n 4"]',
    good='CMD ["./peers.sh", "-n", "4"]',
    severity="warning",
    find=find,
)
