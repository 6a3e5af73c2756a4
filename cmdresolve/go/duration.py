"""Durations as Go's package time parses them: those of HEALTHCHECK, and of command lines.

Source: Go 1.19 time/format.go ParseDuration and quote.
"""

from __future__ import annotations

import re

from cmdresolve.model.lazy_pattern import pattern


class DurationError(ValueError):
    """The text is not a duration; the message is Go's own."""


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
# A number and its unit. The lookahead keeps it from matching nothing at the end of the text.
_PART = pattern(r"(?=.)([0-9]*)(\.([0-9]*))?([^.0-9]*)", re.DOTALL)
# The magnitude of the least int64: -(1<<63) nanoseconds are a duration, 1<<63 are not.
_LONGEST = 1 << 63


def parse_duration(text: str) -> int:
    """Parse a duration such as ``1m30s`` or ``-1.5h``; return nanoseconds.

    Raises:
        DurationError: it is not a duration, or does not fit an int64 of nanoseconds.
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
    # Python refuses to convert very long digit strings. So many are beyond the longest duration
    # before the point, and below a nanosecond after it. leadingInt overflows before Go looks
    # at the unit.
    digits = whole.lstrip("0") or "0"
    if len(digits) > len(str(_LONGEST)) or int(digits) > _LONGEST:
        raise _invalid(text)
    if not unit:
        raise DurationError(f"time: missing unit in duration {_quote(text)}")
    if unit not in _UNITS:
        raise DurationError(f"time: unknown unit {_quote(unit)} in duration {_quote(text)}")
    size = _UNITS[unit]
    value = int(digits) * size
    shown: str = (fraction or "")[: len(str(_LONGEST))]
    below: int = 10 ** len(shown)
    return value + int(shown or "0") * size // below


def _invalid(text: str) -> DurationError:
    return DurationError(f"time: invalid duration {_quote(text)}")


def _quote(text: str) -> str:
    r"""Quote a text as package time does: every byte outside ASCII, and controls, as ``\xNN``."""
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
