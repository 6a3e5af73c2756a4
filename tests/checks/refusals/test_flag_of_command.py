"""A word of CMD or ENTRYPOINT that begins like a flag of the instruction."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "flag-of-command"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('ENTRYPOINT ["/e"]\nCMD --port 80'), ["/e", "--port", "80"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A word of CMD or ENTRYPOINT begins with two dashes, and is read as a flag."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("CMD --port $PORT"),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["--port", "80"]'),
        dockerfile("RUN --nope x"),
        dockerfile("CMD -p 80"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
