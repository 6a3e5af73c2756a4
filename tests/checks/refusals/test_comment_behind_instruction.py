"""A remark behind an instruction, which is read as words of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "comment-behind-instruction"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('EXPOSE 80 # web\nCMD ["a"]'), ["a"]),
        (dockerfile('LABEL a=b # c\nCMD ["a"]'), ["a"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A comment follows an instruction on its line, and is read as words of it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("EXPOSE 80"),
        dockerfile("CMD a # b"),
        dockerfile("# web\nEXPOSE 80"),
        dockerfile("EXPOSE x"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
