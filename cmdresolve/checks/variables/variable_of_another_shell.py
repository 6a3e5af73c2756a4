"""A variable written as another shell writes it than the one that reads it, if any does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.sites import Site
from cmdresolve.checks.variables.names import VARIABLE
from cmdresolve.checks.words.in_lists import is_program_text, raw_words
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, printable, script_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# As cmd.exe writes one; in lower case it is more often a part of a format.
_PERCENT = pattern(r"%([A-Z_][A-Z0-9_]*)%")
_OF_POWERSHELL = pattern(r"\$env:([A-Za-z_]\w*)|\$\{env:([A-Za-z_]\w*)\}", re.IGNORECASE)
_POWERSHELLS = frozenset(("powershell", "pwsh"))
# A word that cmd.exe reads as one, and as it stands.
_PLAIN = pattern(r"[\w.:/\\=%+,@~-]+")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words of each place: tell once."""
    argv, image = subject.argv or (), subject.image
    if not argv or image is None or not any(x in word for word in argv for x in "%$"):
        return
    windows = image.os == "windows"
    # cmd.exe reads all that is behind it as one line; PowerShell replaces its own alone.
    # Docker's classic builder stores a whole line of Windows as one word.
    reader = base_name(argv[0].partition(" ")[0].lower())
    known = {entry.partition("=")[0] for entry in image.env} | {"PORT"}
    for site in subject.sites:
        words = argv[site.at : site.at + site.count]
        for place, word in enumerate(words, site.at):
            written = _written_for_another(word, reader, known, windows=windows)
            if written is None:
                continue
            if not windows and site.form != "shell" and is_program_text(argv, place):
                continue
            yield Draft(
                f"{printable(clip(written, _SHOWN))} in {site.name} stays as it is: "
                f"{_who(reader, windows=windows)}",
                subject.words[place].origin,
                tuple(_mends(subject, site, reader, windows=windows)),
            )
            break


def _written_for_another(word: str, reader: str, known: set[str], *, windows: bool) -> str | None:
    """Return the variable in a word that nobody replaces, or None."""
    percent, named = _PERCENT.search(word), _OF_POWERSHELL.search(word)
    plain = VARIABLE.search(word)
    if not windows:
        # Formats of other programs are written so as well: %DATE%, %REQ%.
        return percent[0] if percent is not None and percent[1] in known else None
    if reader in _POWERSHELLS:
        return None if percent is None else percent[0]
    if reader == "cmd":
        found = named or plain
        return None if found is None else found[0]
    found = percent or named or plain
    return None if found is None else found[0]


def _who(reader: str, *, windows: bool) -> str:
    if not windows:
        return "only Windows writes variables so, $NAME is what a shell here reads"
    if reader == "cmd":
        return "cmd writes variables %NAME%"
    if reader in _POWERSHELLS:
        return "PowerShell writes variables $env:NAME"
    return "no shell reads this list; cmd would, with %NAME%"


def _mends(subject: Subject, site: Site, reader: str, *, windows: bool) -> Iterator[Proposal]:
    argv = subject.argv or ()
    if not windows:
        yield from _for_posix(subject, site)
        return
    as_read = _as_powershell if reader in _POWERSHELLS else _as_cmd
    before, own = argv[: site.at], argv[site.at : site.at + site.count]
    after, as_cmd = argv[site.at + site.count :], [*map(_as_cmd, own)]
    if reader == "cmd" or reader in _POWERSHELLS:
        if site.form == "shell":
            change = site.as_text(as_read(site.words[0]))
        else:
            change = site.rewritten([as_read(word) for word in raw_words(site, argv)])
        if change is not None:
            yield Proposal(*change, argv=(*before, *map(as_read, own), *after))
    elif not before and not after and site.form == "list" and all(map(_PLAIN.fullmatch, as_cmd)):
        line = ("cmd", "/S", "/C", " ".join(as_cmd))
        change = site.rewritten(line)
        if change is not None:
            yield Proposal(*change, argv=line)


def _for_posix(subject: Subject, site: Site) -> Iterator[Proposal]:
    """Write the variables as a POSIX shell reads them, and let one read them."""
    argv = subject.argv or ()
    if site.form == "shell":
        script = _as_posix(site.words[0])
        change = site.as_text(script)
        if change is not None:
            yield Proposal(*change, argv=tuple(map(_as_posix, argv)), keeps=False)
    elif site.count == len(argv):
        script = _script(raw_words(site, argv))
        change = site.rewritten(["sh", "-c", site.literal(script)])
        if change is not None:
            yield Proposal(*change, argv=("sh", "-c", _script(argv)))


def _script(words: Sequence[str]) -> str:
    return "exec " + " ".join(script_word(_as_posix(word)) for word in words)


def _as_posix(text: str) -> str:
    return _PERCENT.sub(r"$\1", text)


def _as_cmd(text: str) -> str:
    named = _OF_POWERSHELL.sub(lambda found: f"%{found[1] or found[2]}%", text)
    return VARIABLE.sub(lambda found: f"%{found[1] or found[2]}%", named)


def _as_powershell(text: str) -> str:
    return _PERCENT.sub(r"$env:\1", text)


RULE = Rule(
    code="variable-of-another-shell",
    summary="A variable is written for another shell, and stays as it is.",
    why="cmd.exe replaces %NAME%, PowerShell $env:NAME, a POSIX shell $NAME, and each leaves the "
    "others' alone; exec form is read by none of them.",
    bad='CMD ["app.exe", "%PORT%"]',
    good='CMD ["cmd", "/S", "/C", "app.exe %PORT%"]',
    severity="error",
    find=find,
)
