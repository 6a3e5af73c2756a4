"""A shell that gets options of a program as its script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "script-is-an-option"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            {
                "dockerfile": 'FROM debian:12\nENTRYPOINT ["sh", "-c"]\nCMD ["/app --a"]\n',
                "run": {"args": ["--b"]},
            },
            ["/app", "--b"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A shell's script is an option, because what was given at start replaced the program."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        {"image": {"Entrypoint": ["sh", "-c"]}, "run": {"args": ["--b"]}},
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["sh", "-c"]\nCMD ["/app"]'),
        dockerfile('CMD ["sh", "-c", "-x"]'),
        {"image": {"Entrypoint": ["app", "-c"]}, "run": {"args": ["--b"]}},
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
