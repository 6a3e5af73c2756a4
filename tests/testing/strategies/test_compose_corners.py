"""Random projects of files over files."""

from __future__ import annotations

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import compose_corners
from tests.engines.compose_configs import Asked, answered


def test_some_are_refused_and_most_are_taken() -> None:
    drawn = [Asked(**one) for one in sample(compose_corners(), count=150, seed=1)]
    refused = [answered(asked, "compose@2.40").refused is not None for asked in drawn]

    assert 25 < sum(refused) < 110
    assert max(len(asked.chosen) for asked in drawn) > 3
