"""An entrypoint given at start, which drops the image's CMD."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import line, mends

CODE = "entrypoint-drops-cmd"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            line("docker run --entrypoint /own img", {"Entrypoint": ["e"], "Cmd": ["a", "b c"]}),
            ["/own", "a", "b c"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """An entrypoint given at start drops the CMD of the image."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run --entrypoint sh img", {"Entrypoint": ["e"], "Cmd": ["x"]}),
        line("docker run --entrypoint /own img a", {"Entrypoint": ["e"], "Cmd": ["x"]}),
        line("docker run --entrypoint /own img", {"Cmd": ["bash"]}),
        line("docker run --entrypoint ls img", {"Cmd": ["x"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
