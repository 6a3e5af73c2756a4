"""Records are shown and pickled by their names."""

from __future__ import annotations

import copy
import pickle

import pytest
from attrs import evolve

from cmdresolve import dialects


@pytest.mark.parametrize("record", [*dialects.ENGINES, *dialects.BUILDERS], ids=lambda x: x.key)
def test_a_known_record_is_pickled_as_its_name(record: dialects.Engine | dialects.Builder) -> None:
    """It comes back as the very record, functions and all."""
    assert pickle.loads(pickle.dumps(record)) is record
    assert copy.deepcopy(record) is record
    assert repr(record) == f"{type(record).__name__}({record.key!r})"


def test_a_record_that_somebody_changed_is_no_known_one() -> None:
    changed = evolve(dialects.engine("docker@28.5"), no_command="nothing")
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert changed != dialects.engine("docker@28.5")


def test_a_record_of_a_name_nobody_knows_is_pickled_whole() -> None:
    strange = evolve(dialects.engine("docker@28.5"), name="moby")
    assert pickle.loads(pickle.dumps(strange)) == strange
