"""Several lines of commands in a text that Compose splits into words of one command."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, mends

CODE = "lines-without-shell"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (compose("command: |\n  echo a\n  echo b"), ["sh", "-c", "echo a\necho b\n"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A string of several commands, one a line, is one command to Compose."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        compose("command: |\n  gunicorn app\n  --bind 0.0.0.0"),
        compose("command: serve"),
        compose("command: |\n  sh -c 'a\n  b'"),
        compose("command: |\n  a b\n  c d", image={"Entrypoint": ["api"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
