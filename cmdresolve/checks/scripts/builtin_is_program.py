"""A command that only a shell has, where a program has to stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.scripts.script_is_one_word import joined_script
from cmdresolve.checks.shells import SHELL_COMMANDS, init_words, shell_for
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.quoting import OPERATOR, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word, and at the one that an init starts."""
    argv = subject.argv or ()
    place = init_words(argv)
    if place >= len(argv) or argv[place] not in SHELL_COMMANDS:
        return
    if any(OPERATOR.fullmatch(word) for word in argv):
        # Of an operator another rule tells, and its mend has a shell.
        return
    site = subject.site_of(place)
    if site is None or site.form == "shell":
        return
    yield Draft(
        f"{printable(argv[place])} in {site.name} is a command of a shell, and no shell runs "
        "here: it is looked for as a program",
        subject.words[place].origin,
        tuple(_mends(site, argv, place)),
    )


def _mends(site: Site, argv: tuple[str, ...], place: int) -> Iterator[Proposal]:
    raw, index = raw_words(site, argv), place - site.at
    rest = argv[site.at + site.count :]
    if argv[place] == "exec" and len(argv) > place + 1 and not argv[place + 1].startswith("-"):
        change = site.rewritten([*raw[:index], *raw[index + 1 :]])
        if change is not None:
            yield Proposal(*change, argv=(*argv[:place], *argv[place + 1 :]), keeps=False)
        return
    script = joined_script(raw[index:])
    shell = shell_for(f"{script} ")
    change = None if rest else site.rewritten([*raw[:index], shell, "-c", script])
    if change is not None:
        promised = joined_script(argv[place:])
        yield Proposal(*change, argv=(*argv[:place], shell, "-c", promised), keeps=False)


RULE = Rule(
    code="builtin-is-program",
    summary="The program is a command that only a shell has, such as cd, exec or source.",
    why="No file of that name is in an image, and a shell has to be started for it: an "
    "executable file cd is not found. exec is not needed, as its program is started "
    "directly anyway.",
    bad='CMD ["exec", "gunicorn", "app:app"]',
    good='CMD ["gunicorn", "app:app"]',
    severity="error",
    find=find,
)
