"""A service whose command is a shell, which ends where it has no terminal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, line, mends

CODE = "ends-at-once"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (compose("hostname: a", image={"Cmd": ["/bin/bash"]}), ["sleep", "infinity"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A service starts only a shell, which ends at once without a terminal."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose("hostname: a\ntty: true", image={"Cmd": ["bash"]}),
        compose("stdin_open: true", image={"Cmd": ["bash"]}),
        compose("command: bash"),
        compose("hostname: a", image={"Cmd": ["nginx"]}),
        line("docker run img", {"Cmd": ["bash"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
