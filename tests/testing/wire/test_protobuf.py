"""Protobuf by hand: `testing.wire.protobuf`. The bytes are those of protobuf's own guide."""

from __future__ import annotations

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.wire.protobuf import fields, inner, message, pairs, repeated, text, texts


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ([], ""),
        ([(1, 150)], "08 96 01"),
        ([(2, "testing")], "12 07 74 65 73 74 69 6e 67"),
        ([(3, message((1, 150)))], "1a 03 08 96 01"),
        ([(1, 0)], "08 00"),
        ([(1, 127), (1, 128)], "08 7f 08 80 01"),
        ([(2, "é")], "12 02 c3 a9"),
        ([(16, b"\xff")], "82 01 01 ff"),
        (repeated(3, []), ""),
        (repeated(3, [""]), "1a 00"),
        (repeated(3, ["a", "", "a"]), "1a 01 61 1a 00 1a 01 61"),
        (pairs(7, {"k": "v"}), "3a 06 0a 01 6b 12 01 76"),
    ],
)
def test_fields_are_written_by_number_type_and_size(
    given: list[tuple[int, str | bytes | int]], written: str
) -> None:
    """An empty list leaves no trace, one empty text does."""
    assert message(*given).hex(" ") == written


def test_a_long_text_has_a_size_of_two_bytes() -> None:
    """Seven bits a byte, the lowest first."""
    assert message((1, "a" * 300))[:3].hex(" ") == "0a ac 02"


def test_there_is_no_number_below_0() -> None:
    with pytest.raises(ValueError, match="from 0"):
        message((1, -1))


def test_fields_are_read_in_order_whatever_their_type() -> None:
    """Those of fixed size as bytes; nobody here asks for them."""
    read = fields(bytes.fromhex("08 96 01 1a 01 61 1a 00 09 0102030405060708 15 01020304"))
    assert read == {
        1: [150, bytes.fromhex("0102030405060708")],
        3: [b"a", b""],
        2: [bytes.fromhex("01020304")],
    }


@pytest.mark.parametrize("broken", ["08", "08 96", "12 05 61", "09 01", "0b", "0f"])
def test_what_is_no_message_is_said(broken: str) -> None:
    """It ends too soon, or holds a type that protobuf no longer has or never had."""
    with pytest.raises(OracleError, match="protobuf"):
        fields(bytes.fromhex(broken))


def test_a_field_that_is_not_there_is_empty_and_the_last_one_counts() -> None:
    assert text(b"", 1) == ""
    assert text(message((1, "a"), (1, "b")), 1) == "b"
    assert inner(message((1, message((2, "x")))), 1) == b"\x12\x01x"


@pytest.mark.parametrize(("data", "says"), [(message((1, 5)), "number"), (b"\x0a\x01\xff", "text")])
def test_a_field_of_another_kind_is_said(data: bytes, says: str) -> None:
    with pytest.raises(OracleError, match=f"field 1 .* {says}"):
        text(data, 1)


def test_a_map_is_read() -> None:
    """An entry without a key or a value has an empty one."""
    assert texts(message(*pairs(2, {"a": "b", "": "c", "d": ""})), 2) == {
        "a": "b",
        "": "c",
        "d": "",
    }
    assert texts(b"", 2) == {}
