"""Signals as STOPSIGNAL takes them."""

from __future__ import annotations

import pytest

from cmdresolve.go.signals import is_signal


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("9", True),
        ("+9", True),
        ("-9", True),
        ("0", False),
        ("9223372036854775807", True),
        ("9223372036854775808", False),
        ("99999999999999999999999", False),
        ("\ufb06OP", False),
        ("SIGTERM", True),
        ("term", True),
        ("SIGRTMIN+3", True),
        ("RTMAX-14", True),
        ("RTMIN+16", False),
        ("SIGNOPE", False),
        ("", False),
        ("\u0661", False),
    ],
)
def test_takes_names_and_numbers(text: str, *, taken: bool) -> None:
    """Any number but 0, any name Linux has, with SIG before it or not."""
    assert is_signal(text) is taken
