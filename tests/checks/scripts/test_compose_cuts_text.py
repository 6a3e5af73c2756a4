"""A text that Compose cuts at an operator of a shell, because no shell reads it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends

CODE = "compose-cuts-text"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (compose("command: ./a > log 2>&1"), ["sh", "-c", "./a > log 2>&1"]),
        (compose("command: a & b"), ["sh", "-c", "a & b"]),
        (compose("entrypoint: [bash, -c]\ncommand: a; b"), ["bash", "-c", "a; b"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Compose splits a string into words, and discards what follows an operator."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose("command: a > log", image={"Entrypoint": ["api"]}),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        compose('command: ["sh", "-c", "a && b"]'),
        compose("command: sh -c 'a && b'"),
        compose("command: serve --port 80"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
