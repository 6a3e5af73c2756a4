"""An argument that holds an option and its value, or several words, in one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends, pod

CODE = "argument-with-blanks"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["serve", "--workers 4"]'), ["serve", "--workers", "4"]),
        (dockerfile('CMD ["python", "app.py --debug"]'), ["python", "app.py", "--debug"]),
        (dockerfile('CMD ["npm", "run dev"]'), ["npm", "run", "dev"]),
        (
            pod('args: ["-c 3", "host"]', image={"Entrypoint": ["ping"]}),
            ["ping", "-c", "3", "host"],
        ),
        (
            pod('args: ["--loglevel warning"]', image={"Cmd": None}),
            ["--loglevel", "warning"],
        ),
        (dockerfile('CMD ["a", "--b 1", "-c 2"]'), ["a", "--b", "1", "-c", "2"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """An option and its value, or a file and its options, are one word."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["echo", "hello world"]'),
        dockerfile('CMD ["java", "--jvm-opts", "-Xmx 1g"]'),
        dockerfile('CMD ["perl", "-e", "-n 4"]'),
        dockerfile('CMD ["serve", "-n", "4"]'),
        dockerfile('CMD ["cat", "run dev"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
