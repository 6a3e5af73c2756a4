"""Protobuf messages by the numbers of their fields, as far as containerd's few messages need it.

Source: https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Iterable

Value: TypeAlias = str | bytes | int
Fields: TypeAlias = "Iterable[tuple[int, Value]]"

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_SIZES = {_FIXED_64: 8, _FIXED_32: 4}
_MORE = 0x80


class WireError(OracleError):
    """What an engine sent is not a protobuf message, or not of the expected kind."""


def message(*fields: tuple[int, Value]) -> bytes:
    """Return a message of `fields`, in order; a repeated field stands there repeatedly.

    Args:
        fields: the number of each field and its value: a text, the bytes of a text or of an inner
            message, or a number from 0.
    """
    return b"".join(_field(number, value) for number, value in fields)


def repeated(number: int, values: Iterable[Value]) -> Fields:
    """Return `values` as the fields of one number; an empty list adds nothing to a message."""
    return [(number, value) for value in values]


def pairs(number: int, values: dict[str, str]) -> Fields:
    """Return the fields of a map of texts."""
    return [(number, message((1, key), (2, value))) for key, value in values.items()]


def fields(data: bytes) -> dict[int, list[bytes | int]]:
    """Return the values of a message by the numbers of their fields, each in order.

    Raises:
        WireError: it is not a message.
    """
    found: dict[int, list[bytes | int]] = {}
    at = 0
    while at < len(data):
        # The low three bits of a tag are the wire type, the others the number of the field.
        tag, at = _number(data, at)
        value: bytes | int
        if tag & 7 == _VARINT:
            value, at = _number(data, at)
        else:
            if tag & 7 == _BYTES:
                size, at = _number(data, at)
            elif tag & 7 in _SIZES:
                size = _SIZES[tag & 7]
            else:
                raise WireError(f"protobuf has no such wire type: {tag & 7}")
            value, at = data[at : at + size], at + size
            if at > len(data):
                raise WireError("a protobuf message ends within a field")
        found.setdefault(tag >> 3, []).append(value)
    return found


def inner(data: bytes, number: int) -> bytes:
    """Return a field's last value, empty when it is not there: text, bytes or an inner message.

    Raises:
        WireError: it is not a message, or the field is a number.
    """
    last = fields(data).get(number, [b""])[-1]
    if isinstance(last, int):
        raise WireError(f"field {number} of a protobuf message is a number")
    return last


def text(data: bytes, number: int) -> str:
    """Return a field's text, empty when it is not there.

    Raises:
        WireError: it is not a message, or the field is not a text.
    """
    try:
        return inner(data, number).decode()
    except UnicodeDecodeError:
        raise WireError(f"field {number} of a protobuf message is no text") from None


def texts(data: bytes, number: int) -> dict[str, str]:
    """Return a map of texts, empty when it is not there.

    Raises:
        WireError: it is not a message, or the field is not such a map.
    """
    entries = [value for value in fields(data).get(number, ()) if isinstance(value, bytes)]
    return {text(entry, 1): text(entry, 2) for entry in entries}


def _field(number: int, value: Value) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    if number < 0:
        raise ValueError("a number is from 0")
    # Groups of seven bits, the lowest first, with the high bit set in all but the last.
    groups = bytearray()
    while number >= _MORE:
        groups.append(number & 0x7F | _MORE)
        number >>= 7
    groups.append(number)
    return bytes(groups)


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        try:
            group = data[at]
        except IndexError:
            raise WireError("a protobuf message ends within a number") from None
        number |= (group & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not group & _MORE:
            return number, at
