"""A backslash in a text that Compose takes away or makes a control character of."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends

CODE = "backslash-eaten"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (compose("command: sed 's/a\\.b/c/' \"x\\dy\""), ["sed", "s/a\\.b/c/", "x\\dy"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Compose removes a backslash from a string, or makes a tab or line end of it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose('command: ["sed", "s/a\\\\.b/c/"]'),
        compose("command: ls -l"),
        compose("command: sed 's/a\\.b/c/'"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
