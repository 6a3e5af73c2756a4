"""A key of a manifest or Compose file that takes away what the image starts first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import mends, pod

CODE = "key-takes-entrypoint-away"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            pod("command: [serve]", image={"Entrypoint": ["dumb-init", "--"]}),
            ["dumb-init", "--", "serve"],
        ),
        (pod("command: [-x]", image={"Entrypoint": ["/api"], "Cmd": ["a"]}), ["/api", "-x"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A key that replaces ENTRYPOINT has arguments that were meant for it, or removes its init."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        pod("command: [serve]", image={"Entrypoint": ["api"]}),
        pod("args: [serve]", image={"Entrypoint": ["tini"]}),
        pod("command: [sh, -c, a]", image={"Entrypoint": ["tini"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
