"""The words of a start that nobody reads as a script: each reaches its program as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.shells import is_interpreter
from cmdresolve.checks.sites import Site
from cmdresolve.model.command import base_name
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.resolving.explanation import Word

# Options after which a program of another language stands, or a text that is not a word.
_TAKES_PROGRAM = frozenset(
    "-c -e -E -r -p -x --eval --execute --command --print --query -Command -EncodedCommand "
    "-NoLogo --expression --exec --filter --jq --where --sql -q".split()
)
# So many words may stand before a program that is started by another.
_IN_FRONT = 12
_READS_PROGRAMS = frozenset(
    "awk gawk mawk sed perl jq yq expr test [ find make psql mysql sqlite3 redis-cli mongo mongosh "
    "envsubst powershell powershell.exe pwsh cmd cmd.exe".split()
)


class Listed(NamedTuple):
    """A word of a list.

    Attributes:
        word: the word with its origin.
        place: its place in argv.
        site: where it is written.
        index: its place among the words of the site.
        raw: the word as the site says it.
    """

    word: Word
    place: int
    site: Site
    index: int  # type: ignore[assignment] # it hides a method of tuples that words do not need
    raw: str


def listed(subject: Subject) -> Iterator[Listed]:
    """Go through the words that are written in lists and are no script, nor words after one."""
    argv = subject.argv or ()
    shell = subject.shell
    end = len(argv) if shell is None else shell.after - 1
    for site in subject.sites:
        if site.form == "shell":
            continue
        aligned = site.form == "list" and len(site.words) == site.count
        for index in range(site.count):
            place = site.at + index
            if place >= end:
                return
            word = subject.words[place]
            raw = site.words[index] if aligned else site.literal(word.value)
            yield Listed(word, place, site, index, raw)


def is_program_text(argv: tuple[str, ...], place: int) -> bool:
    """Say whether a word is a program in another language, such as after ``perl -e``."""
    if place and argv[place - 1] in _TAKES_PROGRAM:
        return True
    return any(base_name(word) in _READS_PROGRAMS for word in argv[: min(place, _IN_FRONT)]) or (
        place > 1 and is_interpreter(argv[0]) and argv[1].startswith("-") and argv[1] != "-m"
    )


def raw_words(site: Site, argv: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a site as it says them, or as it would have to say them."""
    if site.form == "list" and len(site.words) == site.count:
        return site.words
    return tuple(site.literal(word) for word in argv[site.at : site.at + site.count])
