"""A shell that takes the name of a program for a file with a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.scripts.script_is_one_word import joined_script
from cmdresolve.checks.shells import is_shell, is_usual_program
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.checks.words.splitting import cut
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_BINARY = pattern(r"(?:/usr|/busybox)?/s?bin/[\w+-]+")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at a shell and the first word after its options."""
    argv = subject.argv or ()
    if len(argv) < 2 or not is_shell(argv[0]) or subject.shell is not None:  # noqa: PLR2004 - a shell and a word
        return
    place = next((n for n, word in enumerate(argv) if n and word[:1] not in ("-", "+")), None)
    if place is None or not _is_program(argv[place]):
        return
    site = subject.site_of(place)
    if site is None or site.form == "shell":
        return
    yield Draft(
        f"{printable(argv[0])} reads {printable(argv[place])} as a file with a script; it takes no "
        "command without -c",
        subject.words[place].origin,
        tuple(_mends(site, argv, place)),
    )


def _is_program(word: str) -> bool:
    if " " in word.strip():
        meant = cut(word)
        words = () if meant is None else meant.words
        return len(words) > 1 and is_usual_program(base_name(words[0]))
    name = base_name(word)
    return is_usual_program(name) and (name == word or bool(_BINARY.fullmatch(word)))


def _mends(site: Site, argv: tuple[str, ...], place: int) -> Iterator[Proposal]:
    given = argv[place:]
    line = site.line
    inner = is_shell(given[0])
    if line is not None and site.role == "args":
        if inner:
            yield Proposal(*line.with_entrypoint(given[0], given[1:]), argv=given)
        else:
            yield Proposal(*line.with_entrypoint("", given), argv=given)
    if inner and len(given) == 1 and site.at == place and site.instruction is not None:
        # One shell is enough.
        change = site.rewritten([])
        if change is not None:
            yield Proposal(*change, argv=argv[:place])
    if inner and (len(given) == 1 or base_name(given[0]) == base_name(argv[0])):
        return
    raw = raw_words(site, argv)
    index = place - site.at
    if " " in given[0]:
        if len(given) == 1:
            change = site.rewritten([*raw[:index], "-c", *raw[index:]])
            if change is not None:
                yield Proposal(*change, argv=(*argv[:place], "-c", *given))
        return
    change = site.rewritten([*raw[:index], "-c", joined_script(raw[index:])])
    if change is not None:
        yield Proposal(*change, argv=(*argv[:place], "-c", joined_script(given)))


RULE = Rule(
    code="shell-reads-file",
    summary="A shell gets the name of a program where it takes a file with a script.",
    why="`bash ls` opens a file called ls, looks for it in $PATH too, and cannot execute a binary; "
    "-c makes a command of the next word.",
    bad="docker run --entrypoint bash img ls",
    good='docker run --entrypoint "" img ls',
    severity="error",
    find=find,
)
