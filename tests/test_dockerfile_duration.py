"""Durations as HEALTHCHECK takes them."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.duration import parse_duration


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
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
        ("-9223372036854775808ns", -(2**63)),
        ("9223372036854775808ns", None),
        ("9223372036854775809ns", None),
        ("", None),
        ("1", None),
        ("s", None),
        (".s", None),
        ("1 s", None),
        ("1d", None),
        ("\u0661s", None),
    ],
)
def test_reads_what_go_reads(text: str, nanoseconds: int | None) -> None:
    """Numbers with units, in Go's range; anything else is none."""
    assert parse_duration(text) == nanoseconds
