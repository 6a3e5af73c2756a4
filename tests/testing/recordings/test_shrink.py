"""Shrinking keeps what is interesting, and gives the plainest request that has it."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.testing.recordings.shrink import shrink


@pytest.mark.parametrize(
    ("request_", "needed", "smallest"),
    [
        (
            {"dockerfile": "FROM a\nENV A=b\nCMD x y z\nLABEL a=b\n", "target": "t"},
            lambda request: "CMD x" in request.get("dockerfile", ""),
            {"dockerfile": "CMD x"},
        ),
        (
            {"image": {"Entrypoint": ["a", "b"], "Cmd": ["c"]}, "run": {"args": ["longer"]}},
            lambda request: bool(request.get("run", {}).get("args")),
            {"run": {"args": [""]}},
        ),
        (
            {"engine": "docker@28.5", "builder": "classic@28.5", "dockerfile": "ab"},
            lambda request: True,  # noqa: ARG005 - everything is interesting
            {"engine": "docker@28.5", "builder": "classic@28.5"},
        ),
    ],
)
def test_smallest_request_is_found(request_: Any, needed: Any, smallest: Any) -> None:
    assert shrink(request_, needed) == smallest


def test_asking_ends_after_the_tries_allowed() -> None:
    asked = []

    def interesting(request: Any) -> bool:
        asked.append(request)
        return False

    request = {"dockerfile": "FROM a\nCMD a b c d\n"}
    assert shrink(request, interesting, tries=5) == request
    assert len(asked) == 5
