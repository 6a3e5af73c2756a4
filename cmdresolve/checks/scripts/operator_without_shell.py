"""An operator of a shell among words that no shell reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.scripts.script_is_one_word import joined_script
from cmdresolve.checks.shells import runs_what_it_gets, shell_for
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import Listed, is_program_text, listed, raw_words
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import OPERATOR, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

# Words that are operators, or hold one at an end.
_REDIRECTION = pattern(r"[0-9]*>>?&?[\w./-]+|[0-9]?<[\w./-]+")
_GLUED = pattern(r"[\w./:=@%+-]+(?:;|&&|\|\||\|)")
_TAKE_OPERATORS = frozenset("[ expr find test xargs parallel".split())


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of lists: tell once."""
    argv = subject.argv or ()
    for one in listed(subject):
        word = one.word.value
        ends_command = one.place + 1 < len(argv) and _GLUED.fullmatch(word)
        if not (OPERATOR.fullmatch(word) or _REDIRECTION.fullmatch(word) or ends_command):
            continue
        if word not in ("&&", "||") and is_program_text(argv, one.place):
            continue
        if any(base_name(before) in _TAKE_OPERATORS for before in argv[: one.place]):
            continue
        yield Draft(
            f"{printable(word)} in {one.site.name} is a word like any other: no shell reads this "
            f"list, and {printable(argv[0])} gets it as an argument",
            one.word.origin,
            tuple(_mends(subject, one, argv)),
        )
        return


def _mends(subject: Subject, one: Listed, argv: tuple[str, ...]) -> Iterator[Proposal]:
    parts = subject.sites
    site = one.site
    script = joined_script(raw_words(site, argv))
    own = joined_script(argv[site.at :])
    if site.at + site.count != len(argv):
        return
    if len(parts) == 1 or runs_what_it_gets(argv[0]):
        shell = shell_for(script)
        change = site.rewritten([shell, "-c", script])
        if change is not None:
            yield Proposal(*change, argv=(*argv[: site.at], shell, "-c", own), keeps=False)
    elif len(parts) == 2 and _are_together(parts[0], site):  # noqa: PLR2004 - an entrypoint and its arguments
        whole = joined_script((*raw_words(parts[0], argv), *raw_words(site, argv)))
        shell = shell_for(whole)
        first = parts[0].rewritten([shell, "-c"])
        second = site.rewritten([whole])
        if first is not None and second is not None:
            yield Proposal(*(first + second), argv=(shell, "-c", joined_script(argv)), keeps=False)


def _are_together(entrypoint: Site, tail: Site) -> bool:
    """Say whether both stand in one file, so that both may be rewritten."""
    if entrypoint.key is not None and tail.key is not None:
        return True
    return entrypoint.instruction is not None and tail.instruction is not None


RULE = Rule(
    code="operator-without-shell",
    summary="&&, |, ;, > or another operator of a shell is among words that no shell reads.",
    why="Exec form and lists are handed to the kernel word by word: a program gets `&&` as an "
    "argument, and what follows it never runs by itself.",
    bad='CMD ["npm", "start", "&&", "./after"]',
    good='CMD ["sh", "-c", "npm start && ./after"]',
    severity="error",
    find=find,
)
