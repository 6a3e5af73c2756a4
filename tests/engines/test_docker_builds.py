"""Random Dockerfiles: what each of Docker's builders stores, and what its container runs."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import base_images, build_requests
from tests.engines.environments import environments_apart
from tests.engines.judging import Judge
from tests.engines.spans import misplaced

pytestmark = pytest.mark.engine

# An engine keeps its named bases for the next request that has the same.
_PER_BASES = 50


def test_random_dockerfiles_are_built_or_refused_alike(builds: Judge) -> None:
    """Stored config and argv are equal, or the stage, kind and line of the refusal.

    What the library tells beside, where in the file each word stands, is there.
    """
    count = -(-builds.cases // _PER_BASES)
    # Hypothesis begins with the plainest.
    sets = sample(base_images(), count=4 * count + 20, seed=builds.seed)[-count:]
    for number, bases in enumerate(sets):
        asked = build_requests(engine=builds.engine, builder=builds.builder, bases=bases)
        size = min(_PER_BASES, builds.cases - number * _PER_BASES)
        requests = sample(asked, count=size, seed=builds.seed + number)
        builds.check(requests)
        assert [wrong for request in requests for wrong in misplaced(request)] == []


def test_random_environments_are_stored_alike(builds: Judge) -> None:
    """Env, WorkingDir, User and StopSignal are equal, where ARG and ENV of one name meet."""
    assert environments_apart(builds) == []
