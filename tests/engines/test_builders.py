"""Law: builders part where `tables/disagreements/builders.json` says, and as it says."""

from __future__ import annotations

import pytest

from cmdresolve.published.differences import columns, differences
from tests.engines.judging import Judge
from tests.engines.observe_builders import as_recorded

pytestmark = pytest.mark.engine


def test_a_builder_makes_what_was_recorded_of_it(builds: Judge) -> None:
    """Every published difference, asked again."""
    if builds.builder not in columns():
        pytest.skip(f"{builds.builder} is no column of the published table")
    found = differences()
    answers = builds.oracle.observe_many([{**x.request, "run": False} for x in found])
    parted = [
        (difference.name, seen)
        for difference, answer in zip(found, answers, strict=True)
        if not as_recorded(difference.outcomes[builds.builder], seen := difference.outcome(answer))
    ]

    assert parted == []
