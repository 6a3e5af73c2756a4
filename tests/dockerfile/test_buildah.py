"""How Buildah finds stages and platforms, where that differs from other builders or by version."""

from __future__ import annotations

import pytest

from cmdresolve.batch import protocol
from tests.builds import (
    SHELL_A,
    stored,
)

NEWEST, NEWER, OLD = "buildah@1.43/docker", "buildah@1.39/docker", "buildah@1.28/docker"


@pytest.mark.parametrize(
    ("builder", "triggers"),
    [(NEWEST, []), (NEWER, []), (OLD, []), ("buildah@1.43", None), ("buildah@1.28", None)],
)
def test_docker_format_stores_no_triggers_as_an_empty_list(
    builder: str, triggers: list[str] | None
) -> None:
    """Recorded on 1.28.2, 1.39.3 and 1.43.2."""
    request = {"builder": builder, "dockerfile": "FROM scratch\nCMD a\n", "run": False}
    assert protocol.answer(request)["image"]["OnBuild"] == triggers


def test_expose_of_nothing_is_refused_where_nothing_else_is_checked() -> None:
    """Recorded on 1.43.2; imagebuilder dispatchers.go expose."""
    assert stored(NEWEST, "FROM scratch\nEXPOSE $A\nCMD a\n") == "arguments"
    assert stored(NEWEST, "FROM scratch\nEXPOSE x $A\nCMD a\n") == SHELL_A
