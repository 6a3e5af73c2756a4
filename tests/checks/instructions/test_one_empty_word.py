"""A list of one empty word, which is meant to clear, and is a word to some."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "one-empty-word"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('ENTRYPOINT [""]\nCMD ["a"]', base="node:22"), ["a"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """CMD or ENTRYPOINT is a list of one empty word."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("ENTRYPOINT []"),
        dockerfile('CMD ["", "a"]'),
        {"image": {"Cmd": [""]}},
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
