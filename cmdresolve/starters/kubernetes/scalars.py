"""The value that go-yaml gives a scalar, and its text where a string is wanted.

Sources: go-yaml v3.0.1 and v2.4.0 resolve.go, decode.go and encode.go; sigs.k8s.io/yaml v1.6.0
yaml.go; Go's strconv/ftoa.go and time/format.go.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import math
import struct
from typing import Literal

from attrs import frozen

from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.yaml_nodes import Scalar

_Kind = Literal["null", "bool", "number", "string"]
_LONG = "tag:yaml.org,2002:"
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_TRUE_1_1 = frozenset("y Y yes Yes YES on On ON".split())
_FALSE_1_1 = frozenset("n N no No NO off Off OFF".split())
#: Numbers that JSON has no way to write.
NOT_FINITE = {
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_INTEGER = pattern(
    r"(?P<sign>[-+]?)(?:0[xX](?P<x>[0-9a-fA-F]+)|0[bB](?P<b>[01]+)|0[oO]?(?P<o>[0-7]*)"
    r"|(?P<d>[1-9][0-9]*))"
)
_BASES = {"x": 16, "b": 2, "o": 8, "d": 10}
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TIME = pattern(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:([Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})"
    r"(?:[.,]([0-9]+))?(Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_DIGITS_OF_A_FLOAT = 17
# The binary digits of 64 bits: longer texts do not fit, and int() is slow on them.
_MOST_DIGITS = 64
# strconv/ftoa.go formatDigits: the shortest form has an exponent below 1e-4 and from 1e6 on.
_LEAST, _MOST = -4, 6


class ScalarError(ValueError):
    """A scalar that is not what its tag says; the message is go-yaml's."""


@frozen
class ScalarValue:
    """The value of a scalar.

    Attributes:
        kind: its type in JSON.
        text: its text, if a string is wanted and the reader converts it.
    """

    kind: _Kind
    text: str


def value_of(node: Scalar, yaml: str, *, listed: bool = False) -> ScalarValue:
    """Resolve a scalar.

    Args:
        node: the scalar.
        yaml: ``2`` or ``3``, as of `cmdresolve.dialects.readers.pods.Pods`.
        listed: whether it is within an item of a List, which is decoded to JSON and back first,
            so that all of its numbers are floats.

    Raises:
        ScalarError: it is not what its tag says.
    """
    tag = "" if node.tag is None else node.tag.replace(_LONG, "!!", 1)
    if tag == "!":
        # The non-specific tag: version 2 takes it for !!str, version 3 for no tag.
        tag = "!!str" if yaml == "2" else ""
    if tag == "!!binary":
        return ScalarValue("string", _decoded(node.text))
    if tag == "!!str" or (not tag and node.style):
        return ScalarValue("string", node.text)
    if tag not in {"", "!!bool", "!!int", "!!float", "!!null", "!!timestamp"}:
        return ScalarValue("string", node.text)
    found = _resolved(node.text, tag, truths_1_1=yaml == "2")
    if isinstance(found, bool):
        kind, value = "!!bool", ScalarValue("bool", "true" if found else "false")
    elif found is None:
        kind, value = "!!null", ScalarValue("null", "")
    elif isinstance(found, int) and tag != "!!float":
        kind, value = (
            "!!int",
            ScalarValue("number", _number(float(found)) if listed else str(found)),
        )
    elif isinstance(found, int | float):
        kind, value = "!!float", ScalarValue("number", _number(float(found)))
    else:
        date = _timestamp(node.text) if tag in {"", "!!timestamp"} else None
        if date is None:
            kind, value = "!!str", ScalarValue("string", found)
        else:
            kind, value = "!!timestamp", ScalarValue("string", date if yaml == "3" else node.text)
    if tag not in {"", kind}:
        raise ScalarError(f"cannot decode {kind} `{node.text}` as a {tag}")
    return value


def _resolved(text: str, tag: str, *, truths_1_1: bool) -> bool | int | float | str | None:
    if text in _NULL:
        return None
    if text in _TRUE or (truths_1_1 and text in _TRUE_1_1):
        return True
    if text in _FALSE or (truths_1_1 and text in _FALSE_1_1):
        return False
    if text in NOT_FINITE:
        return NOT_FINITE[text]
    if text[:1] == ".":
        return _floating(text)
    if text[:1] not in "+-0123456789" or (tag in {"", "!!timestamp"} and _timestamp(text)):
        return text
    plain = text.replace("_", "")
    integer = _integer(plain)
    if integer is not None:
        return integer
    found = _floating(plain)
    return text if isinstance(found, str) else found


def _integer(text: str) -> int | None:
    found = _INTEGER.fullmatch(text)
    if found is None or found.lastgroup is None:
        return None
    base = found.lastgroup
    if base == "o" and not found["o"] and text[-1] in "oO":
        return None
    digits = found[base].lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    value = int(digits, _BASES[base])
    if found["sign"] == "-":
        return -value if value <= 1 << 63 else None
    limit = 1 << 63 if found["sign"] else 1 << 64
    return value if value < limit else None


def _floating(text: str) -> float | str:
    if _FLOAT.fullmatch(text) is None:
        return text
    value = float(text)
    return text if math.isinf(value) else value


def _number(value: float) -> str:
    """Return the text of a float in a field of type string.

    Podman decodes each document with go-yaml 3 and encodes it again, with 64 bits (podman v5.8.2
    pkg/domain/infra/abi/play.go splitMultiDocYAML). sigs.k8s.io/yaml reads that, perhaps as an
    integer, and writes a float with 32 bits (yaml.go convertToJSONableObject).
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    integer = _integer(_shortest(value, 64))
    return _shortest(value, 32) if integer is None else str(integer)


def _shortest(value: float, bits: int) -> str:
    """Return ``strconv.FormatFloat(value, 'g', -1, bits)``."""
    if bits == 32:  # noqa: PLR2004 - Go's own name of a size
        try:
            value = struct.unpack("<f", struct.pack("<f", value))[0]
        except OverflowError:
            return "+Inf" if value > 0 else "-Inf"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    written = next(
        text
        for digits in range(_DIGITS_OF_A_FLOAT + 1)
        if _same(float(text := f"{value:.{digits}e}"), value, bits)
    )
    mantissa, _, power = written.partition("e")
    sign, digits_text = ("-", mantissa[1:]) if mantissa[0] == "-" else ("", mantissa)
    digits_text = digits_text.replace(".", "")
    exponent = int(power)
    if exponent < _LEAST or exponent >= _MOST:
        fraction = f".{digits_text[1:]}" if len(digits_text) > 1 else ""
        return f"{sign}{digits_text[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits_text}"
    whole = digits_text.ljust(exponent + 1, "0")
    fraction = whole[exponent + 1 :]
    return f"{sign}{whole[: exponent + 1]}{'.' + fraction if fraction else ''}"


def _same(read: float, value: float, bits: int) -> bool:
    if bits == 32:  # noqa: PLR2004 - Go's own name of a size
        try:
            read = struct.unpack("<f", struct.pack("<f", read))[0]
        except OverflowError:
            return False
    return read == value


def _timestamp(text: str) -> str | None:
    """Return a timestamp as go-yaml 3 formats it (RFC 3339), None for a text that is not one."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    year, month, day, between, hour, minute, second, fraction, zone = found.groups()
    if between is not None and (zone is None) != (between == " "):
        return None
    try:
        # Go has a year 0, a leap year like 2000, and Python does not.
        dt.datetime(  # noqa: DTZ001 - checked only
            int(year) or 2000,
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
        )
    except ValueError:
        return None
    if zone is not None and zone != "Z" and (int(zone[1:3]) > 24 or int(zone[4:]) > 59):  # noqa: PLR2004 - a day's hours
        return None
    shown = (fraction or "")[:9].rstrip("0")
    at = f"{int(hour or 0):02}:{int(minute or 0):02}:{int(second or 0):02}"
    offset = "Z" if zone is None or zone[1:] == "00:00" else zone
    return f"{year}-{int(month):02}-{int(day):02}T{at}{'.' + shown if shown else ''}{offset}"


def _decoded(text: str) -> str:
    try:
        data = base64.b64decode("".join(text.splitlines()), validate=True)
    except (ValueError, binascii.Error):
        raise ScalarError("!!binary value contains invalid base64 data") from None
    return replace_invalid(data.decode("utf-8", "surrogateescape"))
