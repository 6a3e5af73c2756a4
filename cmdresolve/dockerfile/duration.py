"""Go's durations, as HEALTHCHECK's flags take them."""

from __future__ import annotations

from cmdresolve.gotext import decimal
from cmdresolve.pattern import pattern

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
_PART = pattern(r"([0-9]*)(?:\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)")
_LIMIT = 2**63


def parse_duration(text: str) -> int | None:
    """Read a duration such as ``1m30s`` into nanoseconds; None when it is none.

    Source: Go package time, ParseDuration.
    """
    negative = text[:1] == "-"
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0
    total = 0
    pos = 0
    while pos < len(rest):
        match = _PART.match(rest, pos)
        if match is None or not (match[1] or match[2]):
            return None
        unit = _UNITS[match[3]]
        total += decimal(match[1]) * unit
        if match[2]:
            fraction = match[2][:20]
            total += int(fraction) * unit // 10 ** len(fraction)
        if total > _LIMIT:
            return None
        pos = match.end()
    if not rest or (total == _LIMIT and not negative):
        return None
    return -total if negative else total
