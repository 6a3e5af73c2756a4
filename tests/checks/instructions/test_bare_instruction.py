"""CMD or ENTRYPOINT without a word behind it, of which builders make different things."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "bare-instruction"


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("ENTRYPOINT"),
        dockerfile("CMD"),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """CMD or ENTRYPOINT has nothing after it, and builders differ on what that means."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("CMD a"),
        dockerfile("ENTRYPOINT []"),
        dockerfile('CMD ["a"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
