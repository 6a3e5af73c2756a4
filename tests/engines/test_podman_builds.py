"""Random Dockerfiles: what Buildah stores in each image format, and what Podman runs of it."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import base_images, build_requests
from tests.engines.environments import environments_apart
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# An engine keeps its named bases for the next request that has the same.
_PER_BASES = 50


def test_random_dockerfiles_are_built_or_refused_alike(podman_builds: Judge) -> None:
    """Stored config and argv are equal, or the stage and kind of the refusal."""
    judge = podman_builds
    count = -(-judge.cases // _PER_BASES)
    # Hypothesis begins with the plainest.
    sets = sample(base_images(), count=4 * count + 20, seed=judge.seed)[-count:]
    for number, bases in enumerate(sets):
        asked = build_requests(engine=judge.engine, builder=judge.builder, bases=bases)
        size = min(_PER_BASES, judge.cases - number * _PER_BASES)
        judge.check(sample(asked, count=size, seed=judge.seed + number))


def test_random_environments_are_stored_alike(podman_builds: Judge) -> None:
    """Env, WorkingDir, User and StopSignal are equal, where ARG and ENV of one name meet."""
    assert environments_apart(podman_builds) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("FROM scratch\nCMD a\nFROM 0\n", id="a stage without a name has its number"),
        pytest.param("FROM scratch AS $A\nCMD a\nFROM $A\n", id="a stage may be called nothing"),
        pytest.param("FROM --platform=linux scratch\nCMD a\n", id="a system alone"),
        pytest.param("FROM --platform=a/b scratch\nCMD a\n", id="a system nobody knows"),
        pytest.param("FROM --platform=$A scratch\nCMD a\n", id="a platform that is empty"),
        pytest.param("FROM ${B-x}\nFROM scratch\n", id="a base nobody needs is substituted"),
        pytest.param("FROM scratch AS ${B-x}\n", id="a name is substituted"),
        pytest.param("FROM scratch\nCMD a\nEXPOSE x\n", id="a port that is none"),
        pytest.param("FROM scratch\nCMD a\nEXPOSE $A\n", id="no port"),
        pytest.param("FROM scratch\nCMD a\nEXPOSE 9-8\n", id="a range from high to low"),
    ],
)
def test_where_buildahs_part(podman_builds: Judge, text: str) -> None:
    """What one Buildah does and an older one, or another builder, does not."""
    podman_builds.check([podman_builds.request(dockerfile=text)])


def test_heredocs_of_one_name_keep_their_bodies(podman_builds: Judge) -> None:
    """Many are built by one oracle, each with another body under the same name."""
    if str(podman_builds.builder).startswith("buildah@1.28"):
        pytest.skip("Buildah 1.28 knows no heredocs")
    text = 'FROM scratch\nCOPY <<E /f\n{0}\nE\nCMD ["{0}"]\n'
    podman_builds.check([podman_builds.request(dockerfile=text.format(n)) for n in range(24)])
