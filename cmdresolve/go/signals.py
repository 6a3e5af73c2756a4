"""The names and numbers of Linux signals, as ``STOPSIGNAL`` may give them.

Source: github.com/moby/sys/signal v0.7.1 ParseSignal and its table for Linux;
openshift/imagebuilder v1.2.21 signal/signal.go CheckSignal.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from cmdresolve.go.numbers import FlagValueError, parse_int
from cmdresolve.model.go_text import upper

_FROM_1 = (
    "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP "
    "TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
)
# Not 32: glibc keeps the first two real-time signals to itself (signal_linux.go sigrtmin).
_FIRST_OF_REAL_TIME = 34
#: The number of the last signal that Linux has.
LAST = 64
_NUMBERS = (
    {name: number for number, name in enumerate(_FROM_1.split(), 1)}
    | {"IOT": 6, "CLD": 17, "POLL": 29}
    | {"RTMIN": _FIRST_OF_REAL_TIME, "RTMAX": LAST}
    | {f"RTMIN+{n}": _FIRST_OF_REAL_TIME + n for n in range(1, 16)}
    | {f"RTMAX-{n}": LAST - n for n in range(1, 15)}
)


def signal_number(text: str) -> int | None:
    """Return the number of a signal; None if it is unknown.

    Args:
        text: a number, which is not checked to be one of Linux, or a name in any case, with or
            without ``SIG``.
    """
    try:
        return parse_int(text, 10) or None
    except FlagValueError:
        return _NUMBERS.get(_name(text))


def is_signal(text: str, more: AbstractSet[str] = frozenset()) -> bool:
    """Return whether a builder on Linux accepts a signal.

    Args:
        text: the signal.
        more: names that the builder knows beside those of Linux.
    """
    return signal_number(text) is not None or _name(text) in more


def _name(text: str) -> str:
    return upper(text).removeprefix("SIG")
