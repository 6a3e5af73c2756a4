"""What a ``sh -c`` script does with the words after it, as far as its text tells."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.value import shortened

_SHELLS = frozenset({"sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox-sh"})
_SHORT_OPTIONS = pattern(r"[-+][a-zA-Z]+")
_LONG_OPTION = pattern(r"--[a-z]+(?:-[a-z]+)*")
_LONG_WITH_VALUE = frozenset({"--rcfile", "--init-file"})
_PARAMETER = pattern(r"\$(?:\{[#!]?)?([0-9]+|[@*#])")
# These reach the positional parameters without naming them; not so `set` with options alone, nor
# a loop that says over what it goes.
_HIDDEN_USE = pattern(
    r"(?:^|[\s;&|({`])(?:shift|getopts|eval|source|\."
    r"|set(?!(?:[ \t]+[-+](?:[A-Za-np-z]+|[A-Za-np-z]*o[ \t]+[a-z]+))+[ \t]*(?:$|[\n;&|)}]))"
    r"|for(?![ \t]+\w+[ \t\n]+in[ \t\n]))(?=$|[\s;&|)}`])"
)
_SOURCED = pattern(r"(^|[\s;&|({`])(?:source|\.)(?=[ \t])")


class Shell(NamedTuple):
    """An argv of the shape ``sh -c SCRIPT NAME ARG…``, whatever other options it has.

    Attributes:
        program: the shell.
        options: the words before the script, one of which says that a script follows (``-c``).
        script: the text it runs.
        positional: the words after the script: ``$0``, ``$1``…
        unread: the places in `positional` that the script's text cannot reach.
        at: the place in argv of the shell itself, where something else stands in front of it.
    """

    program: str
    options: tuple[str, ...]
    script: str
    positional: tuple[str, ...]
    unread: tuple[int, ...]
    at: int = 0

    @property
    def after(self) -> int:
        """The place in argv of the first word after the script."""
        return self.at + len(self.options) + 2

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return shortened(f"Shell({fields})")


def read_shell(argv: tuple[str, ...]) -> Shell | None:
    """Return the shell and the script that an argv starts; None where it starts no script.

    Source: POSIX ``sh -c command_string [command_name [argument...]]``; recorded run
    ``/bin/sh -c 'echo $0 $1' a b`` prints ``a b``.
    """
    if not argv or argv[0].rpartition("/")[2] not in _SHELLS:
        return None
    place = _script_place(argv)
    if place is None:
        return None
    positional = argv[place + 1 :]
    script = argv[place]
    return Shell(argv[0], argv[1:place], script, positional, unread(script, len(positional)))


def _script_place(argv: tuple[str, ...]) -> int | None:
    """Return the place of the script: the first word after the options, if one of them is ``c``.

    Options may follow the ``c``, each ``o`` or ``O`` takes a word, and ``+`` stands for ``-`` too
    (run on bash 5.2 and dash 0.5: ``bash -oc pipefail SCRIPT``, ``sh +c SCRIPT``).
    """
    takes_script = False
    place = 1
    while place < len(argv):
        word = argv[place]
        if _SHORT_OPTIONS.fullmatch(word) is not None:
            takes_script = takes_script or "c" in word
            place += 1 + word.count("o") + word.count("O")
        elif _LONG_OPTION.fullmatch(word) is not None:
            place += 2 if word in _LONG_WITH_VALUE else 1
        else:
            place += word in ("-", "--")
            break
    return place if takes_script and place < len(argv) else None


def unread(script: str, count: int, *, sourced_reads: bool = True) -> tuple[int, ...]:
    """Say which of `count` positional words, ``$0`` first, the script's text cannot reach.

    Errs on the side of "read": a script that names no parameter but shifts, loops or evaluates
    may read them all.

    Args:
        script: the text.
        count: how many words there are.
        sourced_reads: whether a file that it sources, which gets the same words, may read them.
    """
    if not count:
        return ()
    if _HIDDEN_USE.search(script if sourced_reads else _SOURCED.sub(r"\1true", script)):
        return ()
    names = _PARAMETER.findall(script)
    if any(name in "@*#" for name in names):
        return (0,) if count and "0" not in names else ()
    # Outside braces only one digit is the name: $10 is $1 followed by a 0.
    read = {name.lstrip("0") or "0" for name in names} | {name[0] for name in names}
    return tuple(place for place in range(count) if str(place) not in read)
