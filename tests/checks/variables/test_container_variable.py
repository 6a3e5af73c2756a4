"""A variable that Compose replaces by nothing, though the container has it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends

CODE = "container-variable"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            compose("command: serve -p ${PORT}\nenvironment: {PORT: 80}"),
            ["sh", "-c", 'exec serve -p "$PORT"'],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Compose replaces a variable with nothing, because only the container has it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose("command: serve -p 80\nenvironment: {PORT: 80}"),
        compose("command: serve -p $$PORT\nenvironment: {PORT: 80}"),
        compose("command: serve -p ${PORT}"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
