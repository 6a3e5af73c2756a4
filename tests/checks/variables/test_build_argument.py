"""A build argument in a script that runs when the build is over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "build-argument-at-run-time"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("ARG mode=a\nCMD run $mode"), ["/bin/sh", "-c", "run $mode"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A script of CMD or ENTRYPOINT reads a variable that only ARG sets."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("ENV A=1\nCMD run $A"),
        dockerfile("ARG A\nENV A=$A\nCMD run $A"),
        dockerfile("ARG A\nCMD run ${A:-x}"),
        dockerfile("ARG A\nCMD A=1 && run $A"),
        dockerfile("ARG A\nCMD run '$A'"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
