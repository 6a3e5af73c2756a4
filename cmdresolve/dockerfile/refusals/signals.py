"""The signals STOPSIGNAL takes."""

from __future__ import annotations

_NAMES = (
    frozenset(
        "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV "
        "STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU "
        "URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split()
    )
    | {f"RTMIN+{n}" for n in range(1, 16)}
    | {f"RTMAX-{n}" for n in range(1, 15)}
)


def is_signal(text: str) -> bool:
    """Say whether a builder on Linux takes this signal: a name, ``SIG`` or not, or a number.

    Source: github.com/moby/sys/signal ParseSignal and its table for Linux.
    """
    digits = text[1:] if text[:1] in ("+", "-") else text
    if digits.isascii() and digits.isdigit():
        return bool(digits.strip("0"))
    name = text.upper().removeprefix("SIG")
    return name in _NAMES
