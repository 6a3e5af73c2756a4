"""Random requests of the batch protocol."""

from __future__ import annotations

import pytest

from cmdresolve.batch.protocol import answer
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample


@pytest.mark.parametrize("engine", ["docker@28.5", "docker@20.10", "podman@5.8", "podman@4.3"])
def test_every_random_request_has_an_answer(engine: str) -> None:
    """Overrides over the API and command lines alike."""
    made = strategies.run_requests(engine=engine) | strategies.cli_requests(engine=engine)
    for request in sample(made, count=60, seed=1):
        found = answer(request)
        assert ("argv" in found) != ("error" in found), request
