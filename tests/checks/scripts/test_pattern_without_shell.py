"""A home folder or a pattern for files among words that no shell reads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "pattern-without-shell"


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["~/bin/serve"]'),
        dockerfile('CMD ["ls", "*.py"]'),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """~ or a pattern for files is among words that no shell reads."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["pytest", "tests/*.py"]'),
        dockerfile('CMD ["java", "-cp", "/lib/*", "a.B"]'),
        dockerfile('CMD ["serve", "~/x of a user"]'),
        dockerfile("CMD ls *.py"),
        dockerfile('CMD ["sh", "-c", "ls ~/x"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
