"""Random builds in which arguments and variables meet."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.batch.protocol import answer
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample

_BASES = {"base": {"Env": ["A=e"], "OnBuild": ["ENV B=$A"]}, "team/other:1": {}}


@pytest.mark.parametrize("builder", ["buildkit@28.5", "classic@28.5", "buildah@1.43"])
def test_most_of_these_builds_make_an_image(builder: str) -> None:
    """And nothing in them is unknown."""
    asked = sample(
        strategies.environment_requests(builder=builder, bases=_BASES), count=200, seed=1
    )
    codes = Counter[str]()
    for request in asked:
        found = answer(request)
        assert "unknown" not in found, request
        codes[found["error"]["code"] if "error" in found else "image"] += 1

    assert codes["image"] > 120
    texts = "".join(request["dockerfile"] for request in asked)
    assert all(word in texts for word in ("ONBUILD", "HTTP_PROXY", "TARGETARCH", "WORKDIR //"))


def test_they_shrink_to_one_stage() -> None:
    quick = settings(
        database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
    )

    assert find(strategies.environment_bases(), lambda _: True, settings=quick) == {
        "base": {},
        "team/other:1": {},
    }
    assert find(strategies.environment_requests(bases=_BASES), lambda _: True, settings=quick) == {
        "builder": "buildkit@28.5",
        "dockerfile": "FROM base AS one\n",
        "bases": _BASES,
        "run": False,
    }
