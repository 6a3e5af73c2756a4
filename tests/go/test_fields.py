"""CSV records as Go reads them."""

from __future__ import annotations

import pytest

from cmdresolve.go.fields import csv_record
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
