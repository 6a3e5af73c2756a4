"""An instruction of which the last counts, and that is said twice in a stage."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "instruction-repeated"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["a"]\nCMD ["b"]'), ["b"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """CMD or ENTRYPOINT occurs twice in a stage, and only the last one counts."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a"]\nENTRYPOINT ["b"]'),
        dockerfile('CMD ["a"]\nFROM debian:12\nCMD ["b"]'),
        dockerfile('CMD ["a", "CMD b"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
