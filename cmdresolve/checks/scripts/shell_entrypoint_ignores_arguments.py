"""An entrypoint that is a script and never looks at the words after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cmdresolve.checks.instructions.array_is_shell_form import faults
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.scripts.passing_on import passing_on
from cmdresolve.checks.shells import is_mere_shell, is_shell
from cmdresolve.checks.sites import Site
from cmdresolve.checks.writing.change import Change
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import printable
from cmdresolve.resolving.shell_script import Shell, unread
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.finding import Severity

_PARAMETER = pattern(r"\$(?:\{[#!]?)?[0-9@*]")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the script of the entrypoint, and at the words after it that come from elsewhere."""
    found = subject.shell
    if found is None:
        return
    entrypoint, *after = subject.sites
    script = subject.words[found.after - 1]
    # Words written together with the script, such as a placeholder for $0, are no loss.
    severity: Severity | None = None
    places = found.unread
    if not places:
        # A file that is sourced sees the words as well, and hardly ever looks at them.
        places = unread(found.script, len(found.positional), sourced_reads=False)
        severity = "info"
    lost = [x for x in places if subject.words[found.after + x].role != script.role]
    if script.role != "entrypoint" or not lost or faults(subject) or not after:
        return
    # That nothing is written there is what `bare-instruction` tells.
    if not found.script and (entrypoint.form == "shell" or entrypoint.instruction is None):
        return
    yield Draft(
        f"{entrypoint.name} is a script for {printable(found.program)}, which never reads "
        f"{count(lost)} after it ({parameters(lost)})",
        script.origin,
        tuple(_mends(subject, found, entrypoint, after[0])),
        severity=severity,
    )


def count(places: Sequence[int]) -> str:
    """Say how many words there are."""
    return "the word" if len(places) == 1 else f"the {len(places)} words"


def parameters(places: Sequence[int]) -> str:
    """Name the parameters that words are, no more than three."""
    shown = [f"${place}" for place in places[:3]]
    return "its " + ", ".join(shown) + ("…" if len(places) > len(shown) else "")


def _mends(subject: Subject, found: Shell, entrypoint: Site, tail: Site) -> Iterator[Proposal]:
    script = read_script(found.script.strip())
    plain = None if script is None else script.words
    given = tuple(word.value for word in subject.words[tail.at : tail.at + tail.count])
    in_front = tuple(word.value for word in subject.words[: found.at])
    if plain is not None and is_mere_shell(plain) and is_shell(plain[0]):
        yield from _of_shell(subject, plain, entrypoint, tail, given)
        return
    rest, words = _exec(tail, given)
    if words is None:
        return
    if plain is not None:
        head: tuple[str, ...] = (*in_front, *plain)
        change = entrypoint.rewritten([entrypoint.literal(x) for x in head])
    else:
        raw = _raw_script(entrypoint, found).strip()
        written = found.script.strip()
        reads = _PARAMETER.search(written) is not None
        passes = raw if reads else passing_on(raw)
        promised = written if reads else passing_on(written)
        if passes is None or promised is None:
            return
        before = (*in_front, found.program, *found.options)
        head = (*before, promised, "--")
        change = entrypoint.rewritten([*map(entrypoint.literal, before), passes, "--"])
    if change is not None:
        yield Proposal(*(change if rest is None else change + rest), argv=head + words, safe=False)


def _raw_script(site: Site, found: Shell) -> str:
    """Return the script as its place says it, what is replaced there included."""
    if site.form == "list" and len(site.words) == site.count:
        return site.words[found.after - 1]
    return site.literal(found.script)


def _exec(tail: Site, given: tuple[str, ...]) -> tuple[Change | None, tuple[str, ...] | None]:
    """Return the change to the words after it that they need, and what they are then."""
    if tail.form != "shell":
        return None, given
    script = read_script(tail.words[0])
    words = None if script is None else script.words
    return (None, None) if words is None else (tail.rewritten(words), words)


def _of_shell(
    subject: Subject, plain: tuple[str, ...], entrypoint: Site, tail: Site, given: tuple[str, ...]
) -> Iterator[Proposal]:
    """Mend an entrypoint that starts a shell alone: in exec form it would read a file."""
    if tail.form == "shell":
        head = entrypoint.rewritten([*plain, "-c"])
        cmd = tail.rewritten([tail.words[0]])
        if head is not None and cmd is not None:
            yield Proposal(*(head + cmd), argv=(*plain, "-c", tail.words[0]))
        return
    change = entrypoint.cleared(None if subject.image is not None and subject.image.cmd else plain)
    if change is not None:
        yield Proposal(*change, argv=given)


RULE = Rule(
    code="shell-entrypoint-ignores-arguments",
    summary="The entrypoint is a script for a shell, and never reads the words after it.",
    why="The words after a shell's script are its $0, $1 and so on; a script that does not name "
    "them loses CMD and whatever is given at start.",
    bad='ENTRYPOINT python manage.py\nCMD ["runserver"]',
    good='ENTRYPOINT ["python", "manage.py"]\nCMD ["runserver"]',
    severity="warning",
    find=find,
)
