"""The one reader of command lines: it finds the program and hands the line to its reader.

The command line and the batch protocol both use it. For a program that is not read, the error names
it and says what to do instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.command import base_name
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.starters.command_line.compose_line import ComposeLine, read_compose
from cmdresolve.starters.command_line.docker_run import RunCommand, as_line, docker_run
from cmdresolve.starters.command_line.kube_line import KubeLine, read_kube
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.programs import (
    COMMANDS,
    OTHER_RULES,
    PROGRAMS,
    STARTS,
    Unread,
    command_position,
    handed_on,
    is_line,
    word_at,
)
from cmdresolve.starters.command_line.wrappers import program_position

TypedLine: TypeAlias = RunCommand | ComposeLine | KubeLine

_COMPOSE = ("docker", "compose")
_PLAYS = frozenset((("kube", "play"), ("play", "kube")))


def read_line(
    words: Sequence[str] | str,
    *,
    engine: str | Engine | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> TypedLine:
    """Read a command line of any program.

    Args:
        words: its words, or its text, as for `docker_run`.
        engine: who starts the container, as for `docker_run`.
        limits: how long it may be, as for `docker_run`.

    Raises:
        OverrideError: its program refuses it, or cmdresolve does not read it (stage ``request``).
        DialectError: no such engine is known.
        LimitError: it is longer than the limits allow.
    """
    if not isinstance(words, str) and len(words) == 1 and is_line(words):
        words = words[0]
    line = as_line(words, limits)
    start = program_position(line.words)
    name = base_name(word_at(line.words, start))
    place = command_position(line.words, start)
    command = word_at(line.words, place)
    if name == "docker-compose":
        return read_compose(line, start + 1, engine)
    if (name, command) == _COMPOSE:
        return read_compose(line, place + 1, engine)
    if name == "podman" and (command, word_at(line.words, place + 1)) in _PLAYS:
        return read_kube(line, place + 2, engine)
    if name in PROGRAMS:
        known = PROGRAMS[name]
        if command in known:
            raise _unread(line, place, f"{name} {command}", known[command])
        raise _unread(line, start, name, known.get("", OTHER_RULES))
    if name in STARTS and command in COMMANDS:
        raise _unread(line, place, f"{name} {command}", COMMANDS[command])
    inner = handed_on(line.words)
    if inner is not None:
        raise _unread(line, start, name, _of_another(line, inner))
    return docker_run(words, engine=engine, limits=limits)


def _of_another(line: CommandLine, inner: int) -> Unread:
    from cmdresolve.model.quoting import shell_line  # noqa: PLC0415 - only for an error

    message = "hands words on to be run elsewhere, where a shell may change them"
    return Unread(message, f"ask with the line alone: {shell_line(line.words[inner:])}")


def _unread(line: CommandLine, position: int, name: str, found: Unread) -> OverrideError:
    return line.fault(
        "unread-command",
        f"{name} is not read: it {found.why}",
        position,
        hint=found.hint,
        stage="request",
    )
