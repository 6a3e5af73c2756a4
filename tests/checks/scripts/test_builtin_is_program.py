"""The program is a command that only a shell has, such as cd, exec or source."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, line, mends, pod

CODE = "builtin-is-program"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["exec", "gunicorn", "a:b"]'), ["gunicorn", "a:b"]),
        (dockerfile('CMD ["tini", "--", "exec", "x"]'), ["tini", "--", "x"]),
        (compose("command: exec gunicorn a:b"), ["gunicorn", "a:b"]),
        (pod("command: [ulimit, '-n', '4096']"), ["sh", "-c", "ulimit -n 4096"]),
        (line("docker run i cd /app", {"Cmd": ["sh"]}), ["sh", "-c", "cd /app"]),
        (dockerfile('CMD ["source", "/env"]'), ["bash", "-c", "source /env"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """exec needs no shell; source is no command of sh."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("CMD exec gunicorn a:b"),
        dockerfile('CMD ["sh", "-c", "exec gunicorn a:b"]'),
        dockerfile('CMD ["cd", "/app", "&&", "x"]'),
        dockerfile('CMD ["echo", "exec"]'),
        dockerfile('CMD ["/usr/bin/cd", "x"]'),
        dockerfile('CMD ["test", "-f", "/x"]'),
    ],
)
def test_nothing_is_told_where_a_shell_or_a_program_stands(request_: dict[str, Any]) -> None:
    """Nor where an operator tells more."""
    assert mends(CODE, request_) is None
