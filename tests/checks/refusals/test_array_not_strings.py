"""A list of an instruction that holds more than words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "array-not-strings"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD [["a", "b"]]'), ["a", "b"]),
        (dockerfile('CMD ["serve", 80]'), ["serve", "80"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """The list of an instruction has numbers, lists or other values in it that are not strings."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD [{"a": 1}]'),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a"]'),
        dockerfile("CMD [1"),
        dockerfile('NO ["a"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
