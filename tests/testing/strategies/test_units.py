"""Units of Quadlet."""

from __future__ import annotations

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.quadlet import quadlet_container
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import units


def test_most_start_a_container_and_many_are_refused() -> None:
    codes: dict[str, int] = {}
    for text in sample(units(), count=300, seed=1):
        try:
            quadlet_container(text)
        except OverrideError as error:
            codes[error.code] = codes.get(error.code, 0) + 1

    assert {"no-image", "unit-line", "unit-key", "unit-conflict", "unknown-flag"} <= set(codes)
    assert 60 < sum(codes.values()) < 200
