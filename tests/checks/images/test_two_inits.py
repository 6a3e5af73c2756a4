"""The engine's init over an image that starts one itself, or that must be PID 1."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, findings, line, mends

CODE = "two-inits"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            line("docker run --init img", {"Entrypoint": ["dumb-init", "--", "a"]}),
            ["dumb-init", "--", "a"],
        ),
        (
            compose("init: true", image={"Entrypoint": ["/usr/bin/tini", "--", "a"]}),
            ["/usr/bin/tini", "--", "a"],
        ),
        (line("docker run --init img", {"Entrypoint": ["/init"]}), ["/init"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A container with an init of its own is started under the engine's."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run img", {"Entrypoint": ["tini", "--", "a"]}),
        line("docker run --init img", {"Cmd": ["serve"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("entrypoint", "severity"),
    [
        # tini's -s makes it reap though it is a child (tini.c, v0.19.0).
        (["docker-init", "-g", "-s", "--", "a"], "info"),
        (["/sbin/tini", "-gs", "a"], "info"),
        (["tini", "-g", "--", "a", "-s"], "warning"),
        (["tini", "a", "-s"], "warning"),
        (["dumb-init", "-s", "a"], "warning"),
        (["/init", "-s"], "error"),
    ],
)
def test_an_init_that_is_told_to_reap_as_a_child_may_be_one(
    entrypoint: list[str], severity: str
) -> None:
    """It was given for that, so that it is told of and no fault."""
    found = findings(line("docker run --init img", {"Entrypoint": entrypoint}))

    assert [one["severity"] for one in found if one["code"] == CODE] == [severity]
