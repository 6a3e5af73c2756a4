"""A dollar of a shell in a Compose file, which Compose takes for a variable of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends

CODE = "dollar-for-shell"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            compose('command: ["sh", "-c", "a=$(date); echo ${a%x} ${!}"]'),
            ["sh", "-c", "a=$(date); echo ${a%x} ${!}"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A dollar that is meant for a shell in the container stops Compose."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose('command: ["sh", "-c", "a=$$(date)"]'),
        compose("command: serve ${PORT:-80}"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
