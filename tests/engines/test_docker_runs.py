"""Random images and overrides, over the engine's API and through the docker program."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import cli_requests, run_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# A process each, where a request over the API is a few calls.
_COMMAND_LINES = 4


def test_random_overrides_start_what_the_library_says(docker: Judge) -> None:
    """The words of the created container are equal, or the refusal is.

    Source: moby v28.5.2 daemon/commit.go merge, daemon/create.go mergeAndVerifyConfig.
    """
    docker.check(sample(run_requests(engine=docker.engine), count=docker.cases, seed=docker.seed))


def test_random_command_lines_create_what_the_library_says(docker: Judge) -> None:
    """The docker program really reads the words, and its engine creates the container.

    Source: docker/cli v28.5.2 cli/command/container/{run,create,opts}.go.
    """
    count = -(-docker.cases // _COMMAND_LINES)
    docker.check(sample(cli_requests(engine=docker.engine), count=count, seed=docker.seed))
