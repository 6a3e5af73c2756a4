"""Random overrides, and texts to be split, put to a swarm of one node as services."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import run_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

TEXTS = st.lists(
    st.sampled_from(
        ["a", "b c", " ", "'", '"', "\\", "#", "\n", "$X", "|", "\u00a0", "\U0001f600"]
    ),
    max_size=8,
).map("".join)
# A container that is started, and a process where the program is run.
_SERVICES = 4


def test_random_overrides_start_what_the_library_says(swarm: Judge) -> None:
    """The words of the task's container are equal, or the refusal is.

    Source: moby v28.5.2 daemon/cluster/executor/container/container.go; docker/cli v28.5.2.
    """
    count = -(-swarm.cases // _SERVICES)
    swarm.check(sample(run_requests(engine=swarm.engine), count=count, seed=swarm.seed))


def test_random_texts_are_split_as_the_library_splits_them(swarm: Judge) -> None:
    """By ``--entrypoint`` of the program; the API takes no text at all.

    Source: docker/cli v28.5.2 opts, github.com/google/shlex.
    """
    image = {"Entrypoint": ["/e", "p"], "Cmd": ["c", "d e"]}
    asked = TEXTS.map(lambda text: swarm.request(image=image, run={"entrypoint": text}))
    swarm.check(sample(asked, count=-(-swarm.cases // _SERVICES), seed=swarm.seed))
