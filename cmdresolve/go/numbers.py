"""Numbers, booleans, durations and sizes as Go's packages parse them.

Each function returns the value or raises `FlagValueError` with the text of Go's own error, because
that text is what a command line prints. Source: Go 1.19 strconv (atoi.go, atob.go, atof.go) and
time (format.go).
"""

from __future__ import annotations

import re

from cmdresolve.go import duration
from cmdresolve.model.go_text import lower, quote
from cmdresolve.model.lazy_pattern import pattern

_SYNTAX = "invalid syntax"
_RANGE = "value out of range"
_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "F", "false", "FALSE", "False"))
_BASES = {"b": 2, "o": 8, "x": 16}
_DIGITS = {digit: value for value, digit in enumerate("0123456789abcdefghijklmnopqrstuvwxyz")}
# "0x" alone is an octal number with a bad digit (atoi.go ParseUint: len(s) >= 3).
_SHORTEST_PREFIXED = 3


class FlagValueError(ValueError):
    """A text is not a value of the type that a flag has; the message is Go's own."""


def _number_fault(reader: str, text: str, reason: str) -> FlagValueError:
    return FlagValueError(f"strconv.{reader}: parsing {quote(text)}: {reason}")


def parse_bool(text: str) -> bool:
    """Parse one of the twelve spellings that ``strconv.ParseBool`` accepts."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise _number_fault("ParseBool", text, _SYNTAX)


def parse_uint(text: str, base: int = 0, bits: int = 64) -> int:
    """Parse as ``strconv.ParseUint``; base 0 takes the prefixes and underscores of Go literals."""
    value, reason = _unsigned(text, base, bits)
    if reason is not None:
        raise _number_fault("ParseUint", text, reason)
    return value


def parse_int(text: str, base: int = 0, bits: int = 64, reader: str = "ParseInt") -> int:
    """Parse as ``strconv.ParseInt``; `reader` is the name of the function in the message."""
    negative = text[:1] == "-"
    value, reason = _unsigned(text[1:] if text[:1] in ("-", "+") else text, base, bits)
    cutoff = 1 << (bits - 1)
    if reason == _RANGE or (reason is None and value >= cutoff + negative):
        raise _number_fault(reader, text, _RANGE)
    if reason is not None:
        raise _number_fault(reader, text, reason)
    return -value if negative else value


def _unsigned(text: str, base: int, bits: int) -> tuple[int, str | None]:
    """Return the value, and Go's reason where there is none.

    The first fault from the left counts: a number out of range wins over a bad digit after the
    place where it left the range, and over misplaced underscores, which are looked at last.
    """
    if not text:
        return 0, _SYNTAX
    digits, literal = text, base == 0
    prefixed = False
    if literal:
        base, digits, prefixed = _literal_base(text)
    value = 0
    limit = 1 << bits
    for character in digits:
        if character == "_" and literal:
            continue
        digit = _DIGITS.get(character.lower(), base) if character.isascii() else base
        if digit >= base:
            return 0, _SYNTAX
        value = value * base + digit
        if value >= limit:
            return value, _RANGE
    if literal and "_" in digits and not _underscores_ok(digits, prefixed=prefixed):
        return 0, _SYNTAX
    return value, None


def _literal_base(text: str) -> tuple[int, str, bool]:
    """Return the base that a Go literal's prefix names, the digits, and whether it has letters."""
    if text[0] != "0":
        return 10, text, False
    base = _BASES.get(text[1:2].lower()) if len(text) >= _SHORTEST_PREFIXED else None
    # The 0 of an octal number is a digit of it, which an underscore may follow.
    return (8, text, False) if base is None else (base, text[2:], True)


def _underscores_ok(digits: str, *, prefixed: bool) -> bool:
    return not ("__" in digits or digits.endswith("_") or (digits.startswith("_") and not prefixed))


# An underscore stands between two digits alone (strconv.underscoreOK).
_DIGITS_10 = "[0-9]+(?:_[0-9]+)*"
_DECIMAL_FLOAT = pattern(
    rf"[+-]?(?:{_DIGITS_10}(?:\.(?:{_DIGITS_10})?)?|\.{_DIGITS_10})(?:[eE][+-]?{_DIGITS_10})?"
)
_HEX_FLOAT = pattern(
    r"[+-]?0[xX](?:_?[0-9a-fA-F])*(?:\.[0-9a-fA-F](?:_?[0-9a-fA-F])*|\.)?"
    rf"[pP][+-]?{_DIGITS_10}"
)
_SPECIAL_FLOAT = pattern(r"[+-]?inf(?:inity)?|nan", re.IGNORECASE | re.ASCII)


def parse_float(text: str) -> float:
    """Parse as ``strconv.ParseFloat`` with 64 bits."""
    if _SPECIAL_FLOAT.fullmatch(text):
        return float(text)
    if _DECIMAL_FLOAT.fullmatch(text):
        value = float(text.replace("_", ""))
    elif _HEX_FLOAT.fullmatch(text):
        value = _hex_float(text)
    else:
        raise _number_fault("ParseFloat", text, _SYNTAX)
    if value in (float("inf"), float("-inf")):
        raise _number_fault("ParseFloat", text, _RANGE)
    return value


def _hex_float(text: str) -> float:
    try:
        return float.fromhex(text.replace("_", ""))
    except OverflowError:
        return float("inf")
    except ValueError:
        raise _number_fault("ParseFloat", text, _SYNTAX) from None


def parse_duration(text: str) -> int:
    """Parse a duration such as ``1m30s`` as ``time.ParseDuration``; return nanoseconds."""
    try:
        return duration.parse_duration(text)
    except duration.DurationError as fault:
        raise FlagValueError(str(fault)) from None


_MULTIPLIERS = "kmgtp"
_SUFFIX = pattern(r"b|[kmgtp](?:b|ib)?")
_LONGEST_SUFFIX = 3


def parse_size(text: str) -> float:
    """Parse a size such as ``64k``, ``1.5MB`` or ``2GiB``; return bytes.

    Every multiplier is binary: a ``k`` and a ``kB`` are 1024 both. Source: docker/go-units v0.5.0
    size.go RAMInBytes.
    """
    end = max(text.rfind(x) for x in "0123456789. ")
    if end < 0:
        raise FlagValueError(f"invalid size: '{text}'")
    number, suffix = text[:end] if text[end] == " " else text[: end + 1], text[end + 1 :]
    value = parse_float(number)
    if value < 0:
        raise FlagValueError(f"invalid size: '{text}'")
    if not suffix:
        return value
    if len(suffix.encode("utf-8", "surrogateescape")) > _LONGEST_SUFFIX:
        raise FlagValueError(f"invalid suffix: '{suffix}'")
    suffix = lower(suffix)
    if not _SUFFIX.fullmatch(suffix):
        raise FlagValueError(f"invalid suffix: '{suffix}'")
    return float(value * 1024 ** (_MULTIPLIERS.find(suffix[0]) + 1))
