"""A shell's ``-c`` and the several words that were meant as its script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.instructions.array_is_shell_form import faults
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.scripts.shell_entrypoint_ignores_arguments import count, parameters
from cmdresolve.checks.shells import is_shell
from cmdresolve.checks.sites import Site
from cmdresolve.model.quoting import OPERATOR, clip, json_word, printable, script_word
from cmdresolve.resolving.shell_script import Shell, read_shell
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words after ``-c``, in one list or in two."""
    found = subject.shell
    if found is None or not found.unread or faults(subject):
        return
    parts = subject.sites
    script = subject.words[found.after - 1]
    last = next((x for x in parts if x.role == script.role), None)
    if last is None or last.form == "shell":
        return
    lost = [x for x in found.unread if subject.words[found.after + x].role == script.role]
    if not lost or _is_placeholder(found, last):
        return
    yield Draft(
        f"{printable(found.program)} -c takes one word as its script, here "
        f"{json_word(clip(found.script, _SHOWN))}; it never reads {count(lost)} after it "
        f"({parameters(lost)})",
        script.origin,
        tuple(_mends(subject, found, last)),
    )


def _is_placeholder(found: Shell, last: Site) -> bool:
    """Say whether the only word after the script is a name for it, as ``$0`` is meant to be."""
    names = ("--", "-", "_", "sh", "bash", "ash", found.program)
    own = found.positional[: last.at + last.count - found.after]
    if own[:1] and own[0] in names:
        return True
    # A script that is one by its looks, with a name after it.
    script = read_script(found.script)
    complex_enough = script is None or len(script.commands) > 1 or bool(script.expansions)
    return complex_enough and len(own) == 1 and not OPERATOR.fullmatch(own[0])


def _mends(subject: Subject, found: Shell, last: Site) -> Iterator[Proposal]:
    place = found.after - 1 - last.at
    argv = subject.argv or ()
    own = argv[last.at + place : last.at + last.count]
    if last.at + last.count != len(argv):
        return
    before = argv[: found.after - 1]
    inner = read_shell(own)
    if inner is not None and inner.positional == ():
        yield from _without_second_shell(last, own, before, inner)
    kept = last.words[:place] if last.form == "list" else map(last.literal, before[last.at :])
    change = last.rewritten([*kept, joined_script(_raw(last, place, own))])
    if change is not None:
        yield Proposal(*change, argv=(*before, joined_script(own)))


def _without_second_shell(
    last: Site, own: tuple[str, ...], before: tuple[str, ...], inner: Shell
) -> Iterator[Proposal]:
    """Mend a shell that was given to a shell: one of them is enough."""
    if last.line is not None and last.role == "args":
        yield Proposal(*last.line.with_entrypoint(own[0], own[1:]), argv=own)
        return
    if last.at != len(before):
        return
    change = last.rewritten([last.literal(inner.script)])
    if change is not None:
        yield Proposal(*change, argv=(*before, inner.script))


def _raw(last: Site, place: int, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words from the script on as their place says them, or would have to."""
    if last.form == "list" and len(last.words) == last.count:
        return last.words[place:]
    return tuple(map(last.literal, own))


def joined_script(words: tuple[str, ...]) -> str:
    """Join words as one script: what is a script by itself stays one."""
    parts: list[str] = []
    starts = True
    for word in words:
        if word == ";" and parts:
            parts[-1] += word
            starts = True
            continue
        parts.append(word if starts and _is_script(word) else script_word(word, splits=True))
        starts = OPERATOR.fullmatch(word) is not None
    return " ".join(parts)


def _is_script(word: str) -> bool:
    script = read_script(word)
    if script is None or not script.commands:
        return False
    return not is_shell(word) or len(script.commands[0].words) > 1


RULE = Rule(
    code="script-is-one-word",
    summary="A shell's -c takes one word as its script, and several were written for it.",
    why="The first word after -c is the whole script; the next are its $0, $1 and so on, which it "
    "never reads: `sh -c echo hello` prints an empty line.",
    bad='CMD ["sh", "-c", "echo", "hello"]',
    good='CMD ["sh", "-c", "echo hello"]',
    severity="error",
    find=find,
)
