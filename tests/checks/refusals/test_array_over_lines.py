"""A list that goes on over lines without a backslash at their ends."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "array-over-lines"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('ENTRYPOINT ["a",\n  "b"\n]'), ["a", "b"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """The list of an instruction continues over lines without backslashes."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a", \\\n "b"]'),
        dockerfile("NO x"),
        dockerfile('CMD ["a"]\nNO x'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
