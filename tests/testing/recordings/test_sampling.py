"""Many values of a strategy at once."""

from __future__ import annotations

import pytest

from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import SamplingError, sample


def test_samples_differ_from_each_other_and_come_again() -> None:
    """The same seed gives the same list."""
    one = sample(strategies.run_requests(), count=30, seed=7)

    assert one == sample(strategies.run_requests(), count=30, seed=7)
    assert one != sample(strategies.run_requests(), count=30, seed=8)
    assert len({repr(x) for x in one}) == 30


def test_a_strategy_with_too_few_values_is_told_of() -> None:
    """Rather than giving fewer than were asked for."""
    with pytest.raises(SamplingError, match="only 1 different values"):
        sample(strategies.words().map(lambda _: "a"), count=2, seed=0)
