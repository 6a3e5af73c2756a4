"""Durations as Go reads them: HEALTHCHECK's, and those of command lines.

Source: Go's package time, format.go ParseDuration and quote.
"""

from __future__ import annotations

import re

from cmdresolve.model.lazy_pattern import pattern


class DurationError(ValueError):
    """The text is not a duration; the message is that of Go's error."""


_UNITS = {
    "ns": 1,
    "us": 10**3,
    "\u00b5s": 10**3,
    "\u03bcs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_PART = pattern(r"(?=.)([0-9]*)(\.([0-9]*))?([^.0-9]*)", re.DOTALL)
_LONGEST = 1 << 63


def parse_duration(text: str) -> int:
    """Read a duration such as ``1m30s`` into nanoseconds.

    Raises:
        DurationError: it is not a duration, or longer than 64 bits of nanoseconds.
    """
    negative = text[:1] == "-"
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0
    if not rest:
        raise _invalid(text)
    total = 0
    for match in _PART.finditer(rest):
        total += _part(match, text)
        if total > _LONGEST:
            raise _invalid(text)
    if total == _LONGEST and not negative:
        raise _invalid(text)
    return -total if negative else total


def _part(match: re.Match[str], text: str) -> int:
    whole, _, fraction, unit = match.groups()
    if not whole and not fraction:
        raise _invalid(text)
    if not unit:
        raise DurationError(f"time: missing unit in duration {_quote(text)}")
    if unit not in _UNITS:
        raise DurationError(f"time: unknown unit {_quote(unit)} in duration {_quote(text)}")
    # More digits than this are beyond the longest duration, or below its resolution.
    if len(whole.lstrip("0")) > len(str(_LONGEST)):
        raise _invalid(text)
    size = _UNITS[unit]
    value = int(whole.lstrip("0") or "0") * size
    shown: str = (fraction or "")[: len(str(_LONGEST))]
    below: int = 10 ** len(shown)
    return value + int(shown or "0") * size // below


def _invalid(text: str) -> DurationError:
    return DurationError(f"time: invalid duration {_quote(text)}")


def _quote(text: str) -> str:
    r"""Write every byte outside printable ASCII as ``\xNN``."""
    out = []
    for byte in text.encode("utf-8", "surrogateescape"):
        character = chr(byte)
        if character in '"\\':
            out.append("\\" + character)
        elif character.isascii() and (character.isprintable() or character == "\x7f"):
            out.append(character)
        else:
            out.append(f"\\x{byte:02x}")
    return '"' + "".join(out) + '"'
