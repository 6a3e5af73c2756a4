"""Numbers, truth values and durations as Go's packages read them from text.

Each reader gives the value or raises `FlagValueError` with the text of Go's own error, because that
text is what a command line prints. Source: Go's strconv (atoi.go, atob.go, atof.go) and math/big
(ratconv.go, natconv.go).
"""

from __future__ import annotations

import re
import string

from cmdresolve.go import duration
from cmdresolve.go.text import lower, quote
from cmdresolve.model.lazy_pattern import pattern

_SYNTAX = "invalid syntax"
_RANGE = "value out of range"
_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "F", "false", "FALSE", "False"))
_BASES = {"b": 2, "o": 8, "x": 16}
_DIGITS = {digit: value for value, digit in enumerate(string.digits + string.ascii_lowercase)}
_SHORTEST_PREFIXED = 3


class FlagValueError(ValueError):
    """A text that a typed flag refuses; its own text is the engine's."""


def _number_fault(reader: str, text: str, reason: str) -> FlagValueError:
    return FlagValueError(f"strconv.{reader}: parsing {quote(text)}: {reason}")


def parse_bool(text: str) -> bool:
    """Read one of the twelve spellings of ``strconv.ParseBool``."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise _number_fault("ParseBool", text, _SYNTAX)


def parse_uint(text: str, base: int = 0, bits: int = 64) -> int:
    """Read as ``strconv.ParseUint``: base 0 takes the prefixes and underscores of Go literals."""
    value, reason = _unsigned(text, base, bits)
    if reason is not None:
        raise _number_fault("ParseUint", text, reason)
    return value


def parse_int(text: str, base: int = 0, bits: int = 64, reader: str = "ParseInt") -> int:
    """Read as ``strconv.ParseInt``; `reader` is the function its error names."""
    negative = text[:1] == "-"
    value, reason = _unsigned(text[1:] if text[:1] in ("-", "+") else text, base, bits)
    cutoff = 1 << (bits - 1)
    if reason == _RANGE or (reason is None and value >= cutoff + negative):
        raise _number_fault(reader, text, _RANGE)
    if reason is not None:
        raise _number_fault(reader, text, reason)
    return -value if negative else value


def parse_decimal(text: str) -> int:
    """Read as ``strconv.Atoi``."""
    return parse_int(text, 10, 64, "Atoi")


def reason_of(fault: FlagValueError) -> str:
    """Give the last part of a number's fault, which some commands print alone."""
    return str(fault).rpartition(": ")[2]


def _unsigned(text: str, base: int, bits: int) -> tuple[int, str | None]:
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
    if text[0] != "0":
        return 10, text, False
    base = _BASES.get(text[1:2].lower()) if len(text) >= _SHORTEST_PREFIXED else None
    # The 0 of an octal number is a digit of it, which an underscore may follow.
    return (8, text, False) if base is None else (base, text[2:], True)


def _underscores_ok(digits: str, *, prefixed: bool) -> bool:
    return not ("__" in digits or digits.endswith("_") or (digits.startswith("_") and not prefixed))


_DECIMAL_FLOAT = pattern(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_HEX_FLOAT = pattern(
    r"[+-]?0[xX](?:_?[0-9a-fA-F])*(?:\.[0-9a-fA-F](?:_?[0-9a-fA-F])*|\.)?[pP][+-]?[0-9]+"
)
_SPECIAL_FLOAT = pattern(r"[+-]?inf(?:inity)?|nan", re.IGNORECASE | re.ASCII)


def parse_float(text: str) -> float:
    """Read as ``strconv.ParseFloat`` with 64 bits."""
    if _SPECIAL_FLOAT.fullmatch(text):
        return float(text)
    if _DECIMAL_FLOAT.fullmatch(text):
        value = float(text)
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
    """Read a duration such as ``1m30s`` into nanoseconds, as ``time.ParseDuration``."""
    try:
        return duration.parse_duration(text)
    except duration.DurationError as fault:
        raise FlagValueError(str(fault)) from None


# Numbers longer than this are not worked out: whether they are too precise is left open.
_RATIONAL_LIMIT = 4000
_EXPONENT_LIMIT = 10**6


def _digits(digit: str) -> str:
    return rf"{digit}(?:_?{digit})*"


def _float_pattern(prefix: str, digit: str, exponent: str) -> str:
    lead = "_?" if prefix else ""
    return (
        rf"{prefix}({lead}{_digits(digit)})?(?:\.({_digits(digit)})?)?"
        rf"(?:([{exponent}])([+-]?{_digits('[0-9]')}))?"
    )


_RATIONALS = tuple(
    (base, pattern(_float_pattern(prefix, digit, exponent)))
    for base, prefix, digit, exponent in (
        (16, "0[xX]", "[0-9a-fA-F]", "pP"),
        (8, "0[oO]", "[0-7]", "eEpP"),
        (2, "0[bB]", "[01]", "eEpP"),
        (10, "", "[0-9]", "eEpP"),
    )
)


def parse_rational(text: str) -> tuple[int, int] | None:
    """Read as ``big.Rat.SetString`` into a numerator and a denominator.

    Returns:
        The fraction, not reduced; None for one too long to work out.
    """
    if len(text) > _RATIONAL_LIMIT:
        return None
    sign, body = (-1, text[1:]) if text[:1] == "-" else (1, text[text[:1] == "+" :])
    found = _fraction(body) if "/" in body else _floating(body)
    if found is None:
        raise FlagValueError(f"failed to parse {text} as a rational number")
    return sign * found[0], found[1]


def _fraction(body: str) -> tuple[int, int] | None:
    above, _, below = body.partition("/")
    top, fault = _unsigned(above, 0, _RATIONAL_LIMIT * 4)
    bottom, other = _unsigned(below, 0, _RATIONAL_LIMIT * 4)
    return None if fault is not None or other is not None or not bottom else (top, bottom)


def _floating(body: str) -> tuple[int, int] | None:
    tried = ((base, pattern.fullmatch(body)) for base, pattern in _RATIONALS)
    base, match = next((x for x in tried if x[1] and (x[1][1] or x[1][2])), (0, None))
    if match is None:
        return None
    whole, fraction = ((match[x] or "").replace("_", "") for x in (1, 2))
    number = int(whole + fraction, base)
    exponent = int((match[4] or "0").replace("_", ""))
    if not number:
        return 0, 1
    if abs(exponent) > _EXPONENT_LIMIT:
        return None
    scale = (10 if (match[3] or "e") in "eE" else 2) ** abs(exponent)
    below: int = base ** len(fraction)
    return (number * scale, below) if exponent >= 0 else (number, below * scale)


_MULTIPLIERS = "kmgtp"
_SUFFIX = pattern(r"b|[kmgtp](?:b|ib)?")
_LONGEST_SUFFIX = 3


def parse_size(text: str) -> float:
    """Read a size in bytes with ``k``, ``MB``, ``GiB``… as docker/go-units v0.5.0 RAMInBytes."""
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
