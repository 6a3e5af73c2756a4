"""Random overrides, put to Podman in each of the ways there are; and processes really started."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch import protocol
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import cli_requests, run_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# A process each, where a request over an API is a few calls.
_COMMAND_LINES = 4


def test_random_overrides_give_the_same_words(podman_runs: Judge) -> None:
    """Every image config and override has the argv that the library computes, or is refused."""
    asked = run_requests(engine=podman_runs.engine)
    podman_runs.check(sample(asked, count=podman_runs.cases, seed=podman_runs.seed))


def test_random_command_lines_create_what_the_library_says(podman_lines: Judge) -> None:
    """The podman program really reads the words.

    Source: podman v5.8.2 cmd/podman/containers/{run,create}.go, cmd/podman/common/create.go.
    """
    count = -(-podman_lines.cases // _COMMAND_LINES)
    asked = cli_requests(engine=podman_lines.engine)
    podman_lines.check(sample(asked, count=count, seed=podman_lines.seed))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param({}, id="as it is"),
        pytest.param({"args": ["x", "", "y z"]}, id="arguments"),
        pytest.param({"entrypoint": ["/f", "g"]}, id="entrypoint"),
        pytest.param({"init": True}, id="init"),
        pytest.param({"entrypoint": ["/f"], "args": ["x"], "init": True}, id="all of them"),
    ],
)
def test_a_started_process_has_these_words(podman_runs: Judge, run: dict[str, Any]) -> None:
    """What the process finds in its own memory is what was computed; so is PID 1 under --init."""
    if podman_runs.engine.startswith("kube-play"):
        pytest.skip("a Pod's container is started with its Pod")
    config = {"Entrypoint": ["/e", "p"], "Cmd": ["c", "d e"]}
    request = podman_runs.request(image=config, run=run)
    seen = podman_runs.oracle.run_probe(request)
    ours = protocol.answer(request)
    assert seen["argv"] == ours["argv"]
    assert seen["pid1"] == ours.get("pid1", ours["argv"])
    assert seen["status"] == 0
