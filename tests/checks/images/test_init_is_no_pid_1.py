"""An init that must be PID 1, and that a shell starts as its child."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "init-is-no-pid-1"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("CMD /sbin/init --x"), ["/sbin/init", "--x"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """An init that must be PID 1 is started by a shell."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("CMD mkdir /x; /sbin/init"),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["/sbin/init"]'),
        dockerfile("CMD tini -- serve"),
        dockerfile("CMD exec serve"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
