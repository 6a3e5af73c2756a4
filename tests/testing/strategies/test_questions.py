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


def test_every_random_context_is_one_of_the_bases() -> None:
    """And now and then what is built comes out otherwise for it."""
    bases = {"base": {"Cmd": ["b"]}, "base:tag": {"Entrypoint": ["e"]}}
    made = strategies.context_requests(bases=bases)
    other = 0
    for request in sample(made, count=150, seed=1):
        assert 1 <= len(request["contexts"]) <= 3
        assert all(context in bases.values() for context in request["contexts"].values())
        found = answer(request)
        other += found != answer({**request, "contexts": {}})
    assert other > 5
