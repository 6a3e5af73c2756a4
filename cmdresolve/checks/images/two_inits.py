"""The engine's init over an image that starts one itself, or that must be PID 1."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_small_init, is_whole_init
from cmdresolve.checks.writing.line import run_line
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

# The engine's own is tini as well.
_TINI = ("tini", "tini-static", "tini-amd64", "docker-init")
# Options that take no word of their own, together, ``s`` among them.
_SUBREAPER = pattern(r"-[vgwl]*s[vgwls]*")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word of a container that is started under an init."""
    answer = subject.supposed
    if answer is None or not answer.override.init or not answer.engine.init:
        return
    word = subject.words[0]
    whole = is_whole_init(word.value)
    if not whole and not is_small_init(word.value):
        return
    why = "must be PID 1 and is its child" if whole else "is its child; one of the two is enough"
    yield Draft(
        f"PID 1 is the engine's init, and {printable(word.value)} {why}",
        word.origin,
        # Who gives both on one line knows better which of them is meant.
        () if isinstance(word.origin, InCommandLine) else tuple(_mends(subject)),
        severity="error" if whole else "info" if _reaps_as_child(subject) else None,
    )


def _reaps_as_child(subject: Subject) -> bool:
    """Say whether an init is to reap though it is a child: ``-s`` of tini (tini.c, v0.19.0)."""
    words = subject.argv or ()
    options = takewhile(lambda word: word.startswith("-") and word != "--", words[1:])
    return base_name(words[0]) in _TINI and any(_SUBREAPER.fullmatch(word) for word in options)


def _mends(subject: Subject) -> Iterator[Proposal]:
    line = run_line(subject.inputs.line, subject.engine_key)
    change = None if line is None else line.without_flag("init")
    if change is None:
        key = subject.container_key("init")
        change = None if key is None else key.with_value("false")
    if change is not None:
        yield Proposal(*change, argv=subject.argv, safe=True)


RULE = Rule(
    code="two-inits",
    summary="A container with an init of its own is started under the engine's.",
    why="tini and dumb-init complain that they are not PID 1 and reap no orphans; s6's /init and "
    "systemd refuse to run as a child.",
    bad='docker run --init img  # ENTRYPOINT ["/init"]',
    good="docker run img",
    severity="warning",
    find=find,
)
