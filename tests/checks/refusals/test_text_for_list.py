"""A text in a manifest where a list of words is wanted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import mends, pod

CODE = "text-for-list"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (pod("command: ./serve --fast"), ["./serve", "--fast"]),
        (pod("command: a && b"), ["sh", "-c", "a && b"]),
        (pod("args: --port 80", image={"Entrypoint": ["e"]}), ["e", "--port", "80"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """command or args of a manifest is a string, and must be a list."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        pod('command: ["a"]'),
        pod("args: [a b]"),
        pod("command: []"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
