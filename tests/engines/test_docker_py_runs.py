"""Random overrides, and texts to be split, put to Docker by its SDK for Python."""

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


def test_random_overrides_start_what_the_library_says(docker_py: Judge) -> None:
    """The words of the created container are equal, or the refusal is.

    Source: docker-py 7.1.0 docker/types/containers.py ContainerConfig.
    """
    asked = run_requests(engine=docker_py.engine)
    docker_py.check(sample(asked, count=docker_py.cases, seed=docker_py.seed))


def test_random_texts_are_split_as_the_library_splits_them(docker_py: Judge) -> None:
    """Both texts, by ``shlex.split``; an open quote is refused before the engine hears of it.

    Source: docker-py 7.1.0 docker/utils/utils.py split_command.
    """
    image = {"Entrypoint": ["/e", "p"], "Cmd": ["c", "d e"]}
    runs = st.fixed_dictionaries({}, optional={"entrypoint": TEXTS, "args": TEXTS})
    asked = runs.map(lambda run: docker_py.request(image=image, run=run))
    docker_py.check(sample(asked, count=docker_py.cases, seed=docker_py.seed))
