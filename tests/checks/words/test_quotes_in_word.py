"""Quotes that were meant for a shell, and reach the program as part of a word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, mends

CODE = "quotes-in-word"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["celery", "-A", "\'shop\'"]'), ["celery", "-A", "shop"]),
        (
            dockerfile('CMD ["gunicorn", "--bind=\'0.0.0.0:80\'"]'),
            ["gunicorn", "--bind=0.0.0.0:80"],
        ),
        (compose('command: ["nginx", "-g", "\'daemon off;\'"]'), ["nginx", "-g", "daemon off;"]),
        (compose("command: [“nginx”, “-t”]"), ["nginx", "-t"]),
        (compose("command: [serve, --name=\u2018a b\u2019, „c“]"), ["serve", "--name=a b", "c"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Quotes that were meant for a shell are part of a word."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["psql", "-c", "select \'a\'"]'),
        dockerfile('CMD ["a", "it\'s"]'),
        dockerfile('CMD ["a", "it\u2019s", "“b” and “c”", "\u2019"]'),
        dockerfile("CMD a 'b'"),
        dockerfile('CMD ["perl", "-e", "\'a\'"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
