"""``sh -c SCRIPT WORD…``: which of the words a script can use, judging by its text alone."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.value import shortened

_SHELLS = frozenset({"sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox-sh"})
_SHORT_OPTIONS = pattern(r"[-+][a-zA-Z]+")
_LONG_OPTION = pattern(r"--[a-z]+(?:-[a-z]+)*")
_LONG_WITH_VALUE = frozenset({"--rcfile", "--init-file"})
# A positional parameter, also as ${1…}, ${#1} and bash's ${!1}; or all of them.
_PARAMETER = pattern(r"\$(?:\{[#!]?)?([0-9]+|[@*#])")
# Commands that can use the positional parameters without naming them, as words of their own:
#   - shift, getopts, eval, source and `.`;
#   - set, which can replace them, but not with options alone (`set -eu`, `set -o pipefail`);
#   - `for NAME` without `in`, which loops over them.
# It is searched in the text as it is, so a match in a quoted string counts too: `unread` errs on
# that side.
_HIDDEN_USE = pattern(
    r"(?:^|[\s;&|({`])(?:shift|getopts|eval|source|\."
    r"|set(?!(?:[ \t]+[-+](?:[A-Za-np-z]+|[A-Za-np-z]*o[ \t]+[a-z]+))+[ \t]*(?:$|[\n;&|)}]))"
    r"|for(?![ \t]+\w+[ \t\n]+in[ \t\n]))(?=$|[\s;&|)}`])"
)
# The commands of _HIDDEN_USE that hand the parameters to another file.
_SOURCED = pattern(r"(^|[\s;&|({`])(?:source|\.)(?=[ \t])")


class Shell(NamedTuple):
    """An argv of the form ``sh -c SCRIPT NAME ARG…``, with whatever other options.

    Attributes:
        program: the shell, as written.
        options: the words before the script, one of which has the option ``c``.
        script: the text that the shell runs.
        positional: the words after the script: ``$0``, ``$1`` and so on.
        unread: the indices in `positional` of words that the script never uses.
        at: the index of the shell in argv, if another program stands in front of it.
    """

    program: str
    options: tuple[str, ...]
    script: str
    positional: tuple[str, ...]
    unread: tuple[int, ...]
    at: int = 0

    @property
    def after(self) -> int:
        """The index in argv of the first word after the script."""
        return self.at + len(self.options) + 2

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return shortened(f"Shell({fields})")


def read_shell(argv: tuple[str, ...]) -> Shell | None:
    """Return the shell and the script that an argv starts; None if it starts no script.

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
    """Return the index of the script: the first word after the options, if one of them is ``c``.

    Options may follow ``-c``, each ``o`` or ``O`` in a word takes the next word as its value, and
    ``+`` may stand for ``-`` (run on bash 5.2 and dash 0.5: ``bash -oc pipefail SCRIPT``, ``sh +c
    SCRIPT``).
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
    """Return the indices of the positional words that a script never uses.

    It errs on the side of use: a script that shifts, loops over ``$@`` or evaluates text may use
    all of them.

    Args:
        script: the text.
        count: the number of words, ``$0`` included.
        sourced_reads: whether a file that the script sources, and which sees the same parameters,
            counts as using them.
    """
    if not count:
        return ()
    if _HIDDEN_USE.search(script if sourced_reads else _SOURCED.sub(r"\1true", script)):
        return ()
    names = _PARAMETER.findall(script)
    if any(name in "@*#" for name in names):
        return (0,) if count and "0" not in names else ()
    # Without braces only one digit is the name ($10 is ${1}0), and with them all are: both count.
    read = {name.lstrip("0") or "0" for name in names} | {name[0] for name in names}
    return tuple(place for place in range(count) if str(place) not in read)
