"""A long option with one dash, whose letters are read as short options."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import line, mends

CODE = "dash-missing"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (line("docker run -name web img", {"Cmd": ["serve"]}), ["serve"]),
        (line("docker run -d -name=web img -x", {"Entrypoint": ["e"]}), ["e", "-x"]),
        (line("podman run -network host img", {"Cmd": ["serve"]}), ["serve"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """With two dashes the program takes it for the option."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run -it img -name", {"Cmd": ["serve"]}),
        line("docker run -y img", {"Cmd": ["serve"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
