"""Durations as Go reads them."""

from __future__ import annotations

import pytest

from cmdresolve.go.duration import DurationError, parse_duration


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("-0", 0),
        ("1ns", 1),
        ("1us", 1_000),
        ("1\u00b5s", 1_000),
        ("1\u03bcs", 1_000),
        ("1ms", 1_000_000),
        ("1m30s", 90_000_000_000),
        ("1.5h", 5_400_000_000_000),
        (".5s", 500_000_000),
        ("1.s", 1_000_000_000),
        ("+1s", 1_000_000_000),
        ("-1s", -1_000_000_000),
        ("-1.5h", -5_400_000_000_000),
        ("-9223372036854775808ns", -(2**63)),
        ("-2562047h47m16.854775808s", -(2**63)),
        ("2562047h47m16.854775807s", 2**63 - 1),
        ("0.9999999999999999999999ns", 0),
    ],
)
def test_a_duration_is_read(text: str, nanoseconds: int) -> None:
    """Numbers with units, in Go's range."""
    assert parse_duration(text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'time: invalid duration ""'),
        ("-", 'time: invalid duration "-"'),
        ("s", 'time: invalid duration "s"'),
        (".s", 'time: invalid duration ".s"'),
        ("\u0661s", 'time: invalid duration "\\xd9\\xa1s"'),
        ("5", 'time: missing unit in duration "5"'),
        ("1x", 'time: unknown unit "x" in duration "1x"'),
        ("1 s", 'time: unknown unit " s" in duration "1 s"'),
        ("1s5", 'time: missing unit in duration "1s5"'),
        ("1\u00e9", 'time: unknown unit "\\xc3\\xa9" in duration "1\\xc3\\xa9"'),
        ('1"', 'time: unknown unit "\\"" in duration "1\\""'),
        ("2562047h47m16.854775808s", 'time: invalid duration "2562047h47m16.854775808s"'),
        ("9223372036854775808ns", 'time: invalid duration "9223372036854775808ns"'),
        ("9223372036854775809ns", 'time: invalid duration "9223372036854775809ns"'),
        ("9223372036854775809", 'time: invalid duration "9223372036854775809"'),
        ("99999999999999999999", 'time: invalid duration "99999999999999999999"'),
        ("9223372036854775809q", 'time: invalid duration "9223372036854775809q"'),
        ("9223372036854775808", 'time: missing unit in duration "9223372036854775808"'),
        (
            "9223372036854775808q",
            'time: unknown unit "q" in duration "9223372036854775808q"',
        ),
        ("9999999h", 'time: invalid duration "9999999h"'),
        ("99999999999999999999999s", 'time: invalid duration "99999999999999999999999s"'),
    ],
)
def test_what_is_no_duration_is_refused(text: str, message: str) -> None:
    """In Go's words."""
    with pytest.raises(DurationError) as caught:
        parse_duration(text)
    assert str(caught.value) == message
