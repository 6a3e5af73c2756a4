"""What a ``sh -c`` script does with the words after it, as far as its text tells."""

from __future__ import annotations

import re

from attrs import frozen

_SHELLS = frozenset({"sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox-sh"})
_TAKES_SCRIPT = re.compile(r"-[a-zA-Z]*c[a-zA-Z]*|--command")
_PARAMETER = re.compile(r"\$(?:\{[#!]?)?([0-9]+|[@*#])")
# These reach the positional parameters without naming them.
_HIDDEN_USE = re.compile(
    r"(?:^|[\s;&|({`])(?:shift|getopts|eval|source|\.|set|for)(?=$|[\s;&|)}`])"
)


@frozen
class Shell:
    """An argv of the shape ``sh -c SCRIPT NAME ARG…``.

    Attributes:
        program: the shell.
        script: the text it runs.
        positional: the words after the script: ``$0``, ``$1``…
        unread: the places in `positional` that the script's text cannot reach.
    """

    program: str
    script: str
    positional: tuple[str, ...]
    unread: tuple[int, ...]


def read_shell(argv: tuple[str, ...]) -> Shell | None:
    """See an argv as a shell with its script; None when it is no such thing.

    Source: POSIX ``sh -c command_string [command_name [argument...]]``; recorded run
    ``/bin/sh -c 'echo $0 $1' a b`` prints ``a b``.
    """
    if len(argv) < 3 or argv[0].rpartition("/")[2] not in _SHELLS:  # noqa: PLR2004 - sh -c SCRIPT
        return None
    if _TAKES_SCRIPT.fullmatch(argv[1]) is None:
        return None
    positional = argv[3:]
    return Shell(argv[0], argv[2], positional, unread(argv[2], len(positional)))


def unread(script: str, count: int) -> tuple[int, ...]:
    """Say which of `count` positional words, ``$0`` first, the script's text cannot reach.

    Errs on the side of "read": a script that names no parameter but shifts, loops or evaluates
    may read them all.
    """
    if _HIDDEN_USE.search(script):
        return ()
    names = _PARAMETER.findall(script)
    if any(name in "@*#" for name in names):
        return (0,) if count and "0" not in names else ()
    # Outside braces only one digit is the name: $10 is $1 followed by a 0.
    read = {int(name) for name in names} | {int(name[0]) for name in names}
    return tuple(place for place in range(count) if place not in read)
