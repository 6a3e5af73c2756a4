"""The kind of value that a YAML scalar is to Compose: a string, a number, a boolean, a timestamp.

Source: go.yaml.in/yaml/v3 resolve.go resolve, decode.go scalar; recorded ``yaml_typing``.
"""

from __future__ import annotations

import base64
import calendar

from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.yaml_nodes import Scalar

_YAML = "tag:yaml.org,2002:"
_KINDS = {
    "str": "string",
    "bool": "boolean",
    "int": "integer",
    "float": "number",
    "null": "null",
    "timestamp": "timestamp",
    "binary": "string",
    "merge": "merge",
}
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_NO_NUMBERS = frozenset(
    [".nan", ".NaN", ".NAN"]
    + [f"{sign}.{inf}" for sign in ("", "+", "-") for inf in ("inf", "Inf", "INF")]
)
# What strconv.ParseInt reads in base 0; and 0b-1, because resolve cuts a 0b or 0o off where that
# fails, and parses the rest, which may have a sign.
_INTEGER = pattern(
    r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)|0b[-+][01]+|0o[-+][0-7]+"
)
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_AFTER_POINT = pattern(r"\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_TIMESTAMP = pattern(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?P<after>[Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?"
    r"(?P<zone>Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_MONTHS, _HOURS, _SIXTY = 12, 24, 60
# 64 binary digits and their prefix: longer texts do not fit 64 bits, and int() is slow on them.
_MOST_DIGITS = 66
_LARGEST = 1.7976931348623157e308


class TagError(ValueError):
    """A scalar is not what its tag says it is."""


def kind(scalar: Scalar) -> str:
    """Return the kind of a scalar: one of those of `values.Leaf`, or ``merge``.

    An unknown tag such as ``!foo`` makes the scalar a string.

    Raises:
        TagError: it has a tag such as ``!!int`` and is not of that kind.
    """
    tag = scalar.tag
    if tag is None or tag == "!":
        return "string" if scalar.style else plain_kind(scalar.text)
    name = tag.removeprefix(_YAML)
    wanted = _KINDS.get(name, "string") if name != tag else "string"
    if wanted in ("string", "merge"):
        return wanted
    found = plain_kind(scalar.text)
    if found == wanted or (found, wanted) == ("integer", "number"):
        return wanted
    raise TagError(f"cannot decode `{scalar.text}` as a !!{name}")


def decoded(scalar: Scalar) -> str | None:
    """Return the decoded text of a scalar with the tag ``!!binary``, None without that tag.

    Raises:
        TagError: it is not base64.
    """
    if scalar.tag != _YAML + "binary":
        return None
    try:
        data = base64.b64decode(scalar.text.replace("\n", ""), validate=True)
    except ValueError:
        raise TagError("!!binary value contains invalid base64 data") from None
    return replace_invalid(data.decode("utf-8", "surrogateescape"))


def plain_kind(text: str) -> str:
    """Return the kind of a plain scalar without a tag."""
    if text in _NULLS:
        return "null"
    if text in _TRUE or text in _FALSE:
        return "boolean"
    if text == "<<":
        return "merge"
    if text in _NO_NUMBERS:
        return "number"
    if text[0] == ".":
        return "number" if _AFTER_POINT.fullmatch(text) and _finite(text) else "string"
    if text[0] not in "+-0123456789":
        return "string"
    return _number_kind(text)


def _number_kind(text: str) -> str:
    if _is_timestamp(text):
        return "timestamp"
    digits = text.replace("_", "")
    if _INTEGER.fullmatch(digits):
        return "integer" if _fits(digits) else _float_kind(digits)
    return _float_kind(digits)


def _float_kind(digits: str) -> str:
    return "number" if _FLOAT.fullmatch(digits) and _finite(digits) else "string"


def _finite(digits: str) -> bool:
    return abs(float(digits)) <= _LARGEST


def _fits(digits: str) -> bool:
    body = digits.lstrip("+-").lower()
    if len(body) > _MOST_DIGITS:
        return False
    base = {"0x": 16, "0b": 2, "0o": 8}.get(body[:2])
    number = int(body, 8 if body[0] == "0" else 10) if base is None else int(body[2:], base)
    if digits[0] == "-":
        return number <= 1 << 63
    # Without a sign resolve tries ParseUint as well.
    return number < 1 << (63 if digits[0] == "+" else 64)


def _is_timestamp(text: str) -> bool:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(found[number]) for number in (1, 2, 3))
    if not 1 <= month <= _MONTHS or not 1 <= day <= calendar.monthrange(year or 4, month)[1]:
        return False
    if found["after"] is None:
        return True
    hour, minute, second = (int(found[number]) for number in (5, 6, 7))
    # allowedTimestampFormats of resolve.go: with a T there is a zone, with a blank there is none.
    zoned = (found["zone"] is not None) == (found["after"] != " ")
    return zoned and hour < _HOURS and minute < _SIXTY and second < _SIXTY
