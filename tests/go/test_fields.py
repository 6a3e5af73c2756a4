"""CSV records and addresses as Go reads them."""

from __future__ import annotations

import pytest

from cmdresolve.go.fields import csv_record, is_ip, is_mac
from cmdresolve.go.numbers import FlagValueError


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a", ["a"]),
        ("a,b", ["a", "b"]),
        (",", ["", ""]),
        ('"a,b",c', ["a,b", "c"]),
        ('"a""b"', ['a"b']),
        ('""', [""]),
        ('"a\nb"', ["a\nb"]),
        ("a\nb,c", ["a"]),
        ("\n\na", ["a"]),
        ("a\r\nb", ["a"]),
        ("a\r", ["a"]),
        (" a , b ", [" a ", " b "]),
        ("é", ["é"]),
    ],
)
def test_the_first_record_counts(text: str, fields: list[str]) -> None:
    assert csv_record(text) == fields


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "EOF"),
        ("\n", "EOF"),
        ('a"b', 'parse error on line 1, column 2: bare " in non-quoted-field'),
        ('é"', 'parse error on line 1, column 3: bare " in non-quoted-field'),
        ('"a', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'),
        ('"a"b', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'),
        (
            '"a\nb',
            (
                'record on line 1; parse error on line 2, column 2: extraneous or missing " in '
                "quoted-field"
            ),
        ),
        ('\na"', 'parse error on line 2, column 2: bare " in non-quoted-field'),
    ],
)
def test_wrong_quotes_are_pointed_at(text: str, message: str) -> None:
    """Go's encoding/csv: columns count bytes from 1."""
    with pytest.raises(FlagValueError) as caught:
        csv_record(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3.4",
        "255.255.255.255",
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:2::8",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "ABCD::",
    ],
)
def test_these_are_addresses(text: str) -> None:
    assert is_ip(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1:2",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "::1.2.3",
        "::1.2.3.4:5",
        "::1%eth0",
        "[::1]",
        ":1",
        "g::",
    ],
)
def test_these_are_not(text: str) -> None:
    assert not is_ip(text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("02:42:ac:11:00:02", "yes"),
        ("02-42-AC-11-00-02", "yes"),
        ("0242.ac11.0002", "yes"),
        ("02:42:ac:11:00:02:03:04", "yes"),
        ("0242.ac11.0002.0304", "yes"),
        ("02:42-ac:11:00:02", ""),
        ("02:42:ac:11:00", ""),
        ("0242.ac11", ""),
        ("0242ac110002", ""),
        ("", ""),
    ],
)
def test_a_hardware_address_has_6_8_or_20_bytes(text: str, good: str) -> None:
    assert is_mac(text) is bool(good)
