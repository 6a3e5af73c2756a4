"""Two dollars in a Pod's script, of which one is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends, pod

CODE = "dollars-in-script"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (pod('command: [bash, -c, "echo $$ $$"]'), ["bash", "-c", "echo $$ $$"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Two dollars in a Pod's script reach its shell as one."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        pod('command: [sh, -c, "echo $$$$"]'),
        pod('command: [sh, -c, "echo $$(X)"]'),
        pod('command: [serve, "$$"]'),
        dockerfile('CMD ["sh", "-c", "echo $$"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
