"""A shell that is told of a script and gets none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "script-missing"


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["sh", "-c"]'),
        dockerfile('CMD ["bash", "-lc"]'),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """A shell's -c has no script after it."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["sh", "-c"]\nCMD ["a"]'),
        dockerfile('CMD ["sh"]'),
        dockerfile('CMD ["sh", "-x"]'),
        dockerfile('CMD ["psql", "-c"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
