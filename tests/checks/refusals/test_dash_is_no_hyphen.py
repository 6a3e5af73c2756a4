"""Dashes of a text processor where options begin with hyphens."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import line, mends

CODE = "dash-is-no-hyphen"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (line("docker run '\u2013\u2013rm' img", {"Cmd": ["web"]}), ["web"]),
        (line("docker run '\u2013d' img", {"Cmd": ["web"]}), ["web"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """An option begins with a dash of a text processor instead of hyphens."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run --rm img", {"Cmd": ["a"]}),
        line("docker run img \u2013 a", {"Cmd": ["a"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
