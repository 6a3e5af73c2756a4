"""An instruction whose bracket stands before its keyword."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "keyword-in-brackets"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('[CMD "a", "b"]'), ["a", "b"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """An instruction's keyword is inside of its list."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a"]'),
        dockerfile('["a"]'),
        dockerfile('[NO "a"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
