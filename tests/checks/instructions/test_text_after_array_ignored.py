"""Text after a list, which some builders pass over and others do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "text-after-array-ignored"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        ({**dockerfile('CMD ["a"] b'), "builder": "buildah@1.43"}, ["a"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Text after the list of CMD or ENTRYPOINT is ignored by this builder only."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a"] b'),
        {**dockerfile('CMD ["a"]'), "builder": "buildah@1.43"},
        {**dockerfile("CMD a b"), "builder": "buildah@1.43"},
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
