"""A shell that takes the name of a program for a file with a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, line, mends

CODE = "shell-reads-file"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (line("docker run --entrypoint bash img whoami", {"Cmd": ["x"]}), ["whoami"]),
        (line("docker run img sh ls", {"Cmd": ["x"]}), ["sh", "-c", "ls"]),
        (dockerfile('ENTRYPOINT ["sh"]\nCMD ["sh"]'), ["sh"]),
        (
            dockerfile('ENTRYPOINT ["bash"]\nCMD ["python", "app.py"]'),
            ["bash", "-c", "python app.py"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A shell gets the name of a program where it takes a file with a script."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["bash", "start.sh"]'),
        dockerfile('CMD ["sh", "/entrypoint"]'),
        dockerfile('CMD ["bash"]'),
        dockerfile('CMD ["bash", "-c", "ls"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
