"""Triggers that an undescribed base may have."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "on-build-unknown"


@pytest.mark.parametrize(
    "request_",
    [
        {"dockerfile": 'FROM nobody\nCMD ["a"]\n'},
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """A base that nobody described may have ONBUILD triggers that change the image."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a"]'),
        {"dockerfile": 'FROM scratch\nCMD ["a"]\n'},
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
