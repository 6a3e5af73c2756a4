"""A word of a list in YAML is a number, true, false or null, and must be a string."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends, pod

CODE = "word-is-no-text"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (pod("command: [serve]\nargs: [--port, 80]"), ["serve", "--port", "80"]),
        (pod("command:\n- sleep\n- 3600"), ["sleep", "3600"]),
        (pod("command: [a, true, 0o17, 1.50, 2]"), ["a", "true", "0o17", "1.50", "2"]),
        (pod("command: [a, '$(X)', 8]\nenv: [{name: X, value: why}]"), ["a", "why", "8"]),
        (compose("command: [sleep, 3600]"), ["sleep", "3600"]),
        (compose("entrypoint: [sleep]\ncommand: [1.0]"), ["sleep", "1.0"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """All of the list in quotes, as each was written."""
    assert mends(CODE, request_) == [argv]


@pytest.mark.parametrize(
    "request_",
    [
        pod("command: serve"),
        pod("command: [serve]\nenv: [{name: X, value: 1}]"),
        pod("command: [[a]]"),
        compose("command: ['3600']"),
        compose("command: {a: b}"),
    ],
)
def test_other_refusals_are_not_told_of(request_: dict[str, Any]) -> None:
    assert mends(CODE, request_) is None
