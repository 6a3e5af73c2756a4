"""An engine that is killed, hangs or has no room left: real ones, each an instance of its own.

The engines that other tests ask stay as they are.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from attrs import evolve, frozen

from cmdresolve.testing import DockerOracle, OracleError, Place
from cmdresolve.testing.oracles.api_oracle import ApiOracle
from cmdresolve.testing.oracles.podman import PodmanOracle
from cmdresolve.testing.wire.docker_api import DockerApi
from cmdresolve.testing.wire.unix_http import UnixHttp
from tests.engines.conftest import NO_ENGINE, chosen
from tests.engines.faults import (
    BESIDE,
    ROOM,
    TIMEOUT,
    are_right,
    fill,
    filler,
    instance_of,
    struck,
)
from tests.engines.lab import Engine, place, restart, running, signal

pytestmark = pytest.mark.engine

# So many questions that the engine, whose speed differs, is still at work when some are done.
_QUESTIONS = {("docker", "create"): 200, ("podman", "create"): 100}
_ELSE = 30
_SOME = 5

# Where the engine shows that some of the work is done.
SIGHTS = {"create": "/containers/json?all=1", "build": "/images/json?all=1"}


@frozen
class Instance:
    """An engine that belongs to one test."""

    engine: Engine
    place: Place

    def oracle(self, *, revives: bool = False) -> ApiOracle:
        """Open an oracle for it that gives up soon."""
        where = self.place if revives else evolve(self.place, revive=None)
        if self.engine.kind == "docker":
            return DockerOracle(where, timeout=TIMEOUT)
        return PodmanOracle(where, timeout=TIMEOUT, interface="compat")

    def requests(self, work: str) -> list[dict[str, Any]]:
        """Return what to ask: images to start, or to build and start."""
        numbers = range(_QUESTIONS.get((self.engine.kind, work), _ELSE))
        if work == "create":
            return [{"image": {"Cmd": [f"c{number}"]}} for number in numbers]
        return [{"dockerfile": f'FROM scratch\nCMD ["c{number}"]\n'} for number in numbers]

    def list(self, target: str) -> list[Any]:
        """Return what the engine lists under `target`."""
        with UnixHttp(self.place.socket, TIMEOUT) as http:
            found: list[Any] = DockerApi(http).get(target)
            return found

    def struck(
        self, blow: Callable[[], None], target: str, *, again: bool = False
    ) -> contextlib.AbstractContextManager[None]:
        """Let `blow` fall as soon as the engine lists some things under `target`."""
        if self.engine.name.startswith("podman@4.3") and target == SIGHTS["build"]:
            pytest.skip("it lists no images while it builds, so nobody sees when to strike")
        return struck(blow, lambda: len(self.list(target)) >= _SOME, again=again)

    def nothing_is_left(self) -> bool:
        """Tell whether the engine has neither a container nor an image."""
        return self.list("/containers/json?all=1") == self.list("/images/json?all=1") == []

    def nothing_runs(self) -> bool:
        """Tell whether no container runs."""
        return all(x["State"] != "running" for x in self.list("/containers/json?all=1"))


@pytest.fixture(params=[*chosen("docker"), *chosen("podman")] or [None])
def instance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    """A fresh instance of each engine, of which nothing is left in the end."""
    if request.param is None:
        pytest.skip(NO_ENGINE)
    monkeypatch.setenv("CMDRESOLVE_LAB_MEMORY", ROOM)
    with instance_of(request.param) as engine:
        yield Instance(engine, place(engine))


@pytest.mark.parametrize("work", ["create", "build"])
def test_an_engine_killed_in_the_middle_is_started_again(instance: Instance, work: str) -> None:
    """Where somebody can start it: every question is answered as if nothing had happened."""
    requests = instance.requests(work)
    kill = partial(signal, instance.engine, "KILL")
    with instance.oracle(revives=True) as oracle, instance.struck(kill, SIGHTS[work]):
        answers = oracle.observe_many(requests)

    assert len(answers) == len(requests)
    assert are_right(answers)
    assert instance.nothing_runs()


@pytest.mark.parametrize("work", ["create", "build"])
def test_an_engine_killed_in_the_middle_is_missed_at_once(instance: Instance, work: str) -> None:
    """Where nobody can: the socket is named; started again, it answers as before."""
    requests = instance.requests(work)
    kill = partial(signal, instance.engine, "KILL")
    begun = time.monotonic()
    with (
        instance.oracle() as oracle,
        instance.struck(kill, SIGHTS[work]),
        pytest.raises(OracleError, match=r"no engine listens on .*sock"),
    ):
        oracle.observe_many(requests)
    assert time.monotonic() - begun < TIMEOUT + BESIDE

    restart(instance.engine)
    with instance.oracle() as oracle:
        assert are_right(oracle.observe_many(requests[:_SOME]))
    assert instance.nothing_runs()


@pytest.mark.parametrize("work", ["create", "build"])
def test_an_engine_that_hangs_is_given_up(instance: Instance, work: str) -> None:
    """After the time of one call, whatever else there is to ask; it may go on later."""
    requests = instance.requests(work)
    stop = partial(signal, instance.engine, "STOP")
    with instance.oracle() as oracle:
        begun = time.monotonic()
        with (
            instance.struck(stop, SIGHTS[work]),
            pytest.raises(OracleError, match=r"gave no answer to .* within 3 s"),
        ):
            oracle.observe_many(requests)
        assert time.monotonic() - begun < TIMEOUT + BESIDE

        signal(instance.engine, "CONT")
        assert are_right(oracle.observe_many(requests[:_SOME]))
    assert instance.nothing_runs()


@pytest.mark.parametrize("work", ["create", "build"])
def test_a_full_disk_is_no_refusal(instance: Instance, work: str) -> None:
    """It is no answer, so no disagreement either; with room again nothing is left of the trial.

    Docker 26.1 may die of it: its BuildKit panics (solver/cachemanager.go:309).
    """
    requests = instance.requests(work)
    # What is taken away in between makes room for the next.
    filling = instance.struck(partial(fill, instance.engine), SIGHTS[work], again=True)
    with instance.oracle() as oracle:
        with (
            filling,
            pytest.raises(
                OracleError, match=r"the engine has no room left: |no engine listens on "
            ),
        ):
            oracle.observe_many(requests)

        filler(instance.engine).unlink()
        died = not running(instance.engine)
        if died:
            restart(instance.engine)
        assert are_right(oracle.observe_many(requests[:_SOME]))
    # What is left of a build that failed is the engine's own.
    whole = work == "create" and not died
    assert instance.nothing_is_left() if whole else instance.nothing_runs()
