"""Random Dockerfiles."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.batch.protocol import answer
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies.dockerfiles import BASES

QUICK = settings(
    database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)


BUILDERS = ("buildkit@28.5", "classic@20.10", "buildah@1.43")


PLAIN_BASES: dict[str, Any] = {name: {"Cmd": ["c"]} for name in BASES}


def test_dockerfiles_shrink_to_the_lines_that_matter() -> None:
    """A failing file comes down to a few plain lines."""
    small = find(strategies.dockerfiles(), lambda text: b"\nCMD [" in text, settings=QUICK)

    assert small.endswith(b'FROM scratch\nCMD ["a"]\n')


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_random_dockerfile_has_an_answer(builder: str) -> None:
    """No base is left undescribed, and images, refusals and words are all among the answers."""
    made = strategies.build_requests(builder=builder, bases=PLAIN_BASES)
    kinds = Counter[str]()
    for request in sample(made, count=120, seed=1):
        found = answer(request)
        assert "unknown" not in found, request
        kinds["argv" if "argv" in found else found.get("error", {"stage": "image"})["stage"]] += 1

    assert kinds["request"] == 0
    assert min(kinds["argv"], kinds["build"]) >= 5
