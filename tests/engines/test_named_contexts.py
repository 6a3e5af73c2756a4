"""Random Dockerfiles with named contexts: what stands in for a stage or an image."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import base_images, context_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# An engine keeps its named bases for the next request that has the same.
_PER_BASES = 50


def test_contexts_stand_in_for_what_the_library_says(buildx: Judge) -> None:
    """Stored config and argv are equal, or the stage and kind of the refusal.

    Source: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go namedContext,
    frontend/dockerui/namedcontext.go; docker/buildx build/opt.go.
    """
    count = -(-buildx.cases // _PER_BASES)
    sets = sample(base_images(), count=4 * count + 20, seed=buildx.seed)[-count:]
    for number, bases in enumerate(sets):
        asked = context_requests(engine=buildx.engine, bases=bases)
        size = min(_PER_BASES, buildx.cases - number * _PER_BASES)
        buildx.check(sample(asked, count=size, seed=buildx.seed + number))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("FROM base AS Three\nCMD x\n", "three", id="a stage with capitals"),
        pytest.param("FROM scratch\nCMD x\n", "scratch", id="the empty image"),
        pytest.param("FROM base\n", "base:latest", id="a base by its tag"),
        pytest.param("FROM base:latest\n", "base", id="a tagged base by its name"),
        pytest.param("FROM base AS one\nFOO\n", "one", id="a stage that would be refused"),
        pytest.param("FROM base\nCOPY --from=one / /x\n", "one", id="what files come from"),
    ],
)
def test_what_a_context_stands_in_for(buildx: Judge, text: str, name: str) -> None:
    """Each as a case of its own, beside what chance draws."""
    bases = {"base": {"Cmd": ["b"]}, "base:tag": {"Entrypoint": ["e"], "Cmd": ["t"]}}
    request = buildx.request(dockerfile=text, bases=bases)
    buildx.check([{**request, "contexts": {name: bases["base:tag"]}}])
