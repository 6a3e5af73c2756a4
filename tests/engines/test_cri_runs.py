"""Random overrides, put to containerd through its CRI."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from cmdresolve.testing import CriOracle, OracleError
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import image_configs, runs
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine


def test_random_overrides_give_the_same_words(cri_runs: Judge) -> None:
    """Every image config and override has the argv that the library computes, or is refused."""
    # A message of CRI has room for lists, and for no init.
    parts = st.tuples(image_configs(), runs(texts=False, init=False))
    asked = sample(parts, count=cri_runs.cases, seed=cri_runs.seed)
    cri_runs.check([cri_runs.request(image=image, run=run) for image, run in asked])


def test_a_killed_engine_is_started_again_with_a_new_pod(cri_runs: Judge) -> None:
    """What was asked before and after has the same answer."""
    request = cri_runs.request(image={"Entrypoint": ["/e"], "Cmd": ["c"]}, run={"args": ["a"]})
    before = cri_runs.oracle.observe(request)
    assert before["argv"] == ["/e", "a"]
    assert cri_runs.place.revive is not None
    cri_runs.place.revive()
    assert cri_runs.oracle.observe(request) == before


def test_a_config_that_containerd_cannot_read_is_refused(cri_runs: Judge) -> None:
    """Its CRI never hears of such an image, and so there is none."""
    assert isinstance(cri_runs.oracle, CriOracle)
    seen = cri_runs.oracle.observe(cri_runs.request(image={"Entrypoint": "/e"}))
    assert seen["error"]["stage"] == "create"
    assert "failed to resolve image" in seen["error"]["message"]


@pytest.mark.parametrize("run", [{"entrypoint": "/e"}, {"args": [None]}, {"init": True}])
def test_what_its_messages_cannot_say_is_no_question(cri_runs: Judge, run: object) -> None:
    """It is the oracle that cannot ask."""
    with pytest.raises(OracleError, match="CRI"):
        cri_runs.oracle.observe(cri_runs.request(image={}, run=run))
