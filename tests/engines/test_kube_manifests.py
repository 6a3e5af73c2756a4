"""Random manifests, played by Podman as they stand."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import kubernetes_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine


def test_random_manifests_start_the_same_words(manifests: Judge) -> None:
    """Every container of every manifest has the argv that the library computes, or is refused."""
    asked = kubernetes_requests(engine=manifests.engine)
    manifests.check(sample(asked, count=manifests.cases, seed=manifests.seed))
