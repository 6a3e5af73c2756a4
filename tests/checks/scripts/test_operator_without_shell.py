"""An operator of a shell among words that no shell reads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, mends, pod

CODE = "operator-without-shell"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["make", "&&", "make", "test"]'), ["sh", "-c", "make && make test"]),
        (dockerfile('CMD ["serve", ">", "/var/log/x"]'), ["sh", "-c", "serve > /var/log/x"]),
        (
            dockerfile('CMD ["npm", "start", "|", "tee", "log"]', base="node:22"),
            ["docker-entrypoint.sh", "sh", "-c", "npm start | tee log"],
        ),
        (pod('command: ["a", ";", "b"]'), ["sh", "-c", "a; b"]),
        (pod('command: ["npm"]\nargs: ["start", "&&", "x"]'), ["sh", "-c", "npm start && x"]),
        (compose("command: [a, b, '||', c]"), ["sh", "-c", "a b || c"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """&&, |, ;, > or another operator of a shell is among words that no shell reads."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["find", "/", "-exec", "ls", "{}", ";"]'),
        dockerfile('CMD ["sh", "-c", "a && b"]'),
        dockerfile('CMD ["expr", "1", "|", "2"]'),
        dockerfile("CMD a && b"),
        dockerfile('CMD ["a", "b&&c"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
