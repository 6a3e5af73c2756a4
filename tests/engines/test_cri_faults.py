"""A containerd that is killed, hangs or has no room left under its CRI: a real one, of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from attrs import evolve, frozen

from cmdresolve.testing import CriOracle, OracleError, Place
from cmdresolve.testing.wire.protobuf import fields
from cmdresolve.testing.wire.unix_grpc import GrpcRefusal, UnixGrpc
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
from tests.engines.lab import Engine, place, restart, signal

pytestmark = pytest.mark.engine

REQUESTS: list[dict[str, Any]] = [{"image": {"Cmd": [f"c{number}"]}} for number in range(100)]
_SOME = 5
# What the engine lists, by what it is asked: the first of them come one by one, then the others.
LISTS = {
    "images": "/runtime.v1.ImageService/ListImages",
    "containers": "/runtime.v1.RuntimeService/ListContainers",
    "pods": "/runtime.v1.RuntimeService/ListPodSandbox",
}
# When to strike: as the images are put there, or as their containers are created, one at a time.
SIGHTS = {"images": _SOME, "containers": 1}


@frozen
class Instance:
    """A containerd that belongs to one test."""

    engine: Engine
    place: Place

    def oracle(self, revive: Callable[[], None] | None = None) -> CriOracle:
        """Open an oracle for it that gives up soon."""
        return CriOracle(evolve(self.place, revive=revive), timeout=TIMEOUT)

    def count(self, what: str) -> int:
        """Return how many of a kind the engine lists."""
        with closing(UnixGrpc(self.place.socket, TIMEOUT)) as grpc:
            answer = grpc.call(LISTS[what], b"")
        assert not isinstance(answer, GrpcRefusal)
        return len(fields(answer).get(1, []))

    def sees(self, work: str) -> bool:
        """Tell whether the oracle is in the middle of some work."""
        return self.count(work) >= SIGHTS[work]

    def left(self) -> dict[str, int]:
        """Return of what the engine has something left."""
        return {what: count for what in LISTS if (count := self.count(what))}


@pytest.fixture(params=chosen("containerd") or [None])
def instance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    """A fresh instance of each engine, of which nothing is left in the end."""
    if request.param is None:
        pytest.skip(NO_ENGINE)
    monkeypatch.setenv("CMDRESOLVE_LAB_MEMORY", ROOM)
    with instance_of(request.param) as engine:
        yield Instance(engine, place(engine))


@pytest.mark.parametrize("work", SIGHTS)
def test_an_engine_killed_in_the_middle_is_started_again(instance: Instance, work: str) -> None:
    """Where somebody can start it: every question is answered as if nothing had happened."""
    revived = []

    def revive() -> None:
        revived.append(instance.engine)
        restart(instance.engine)

    kill = partial(signal, instance.engine, "KILL")
    with instance.oracle(revive) as oracle:
        with struck(kill, partial(instance.sees, work)):
            answers = oracle.observe_many(REQUESTS)
        assert revived == [instance.engine]
        assert len(answers) == len(REQUESTS)
        assert are_right(answers)
    assert instance.left() == {}


@pytest.mark.parametrize("work", SIGHTS)
def test_an_engine_killed_in_the_middle_is_missed_at_once(instance: Instance, work: str) -> None:
    """Where nobody can: the socket is named; started again, it answers as before."""
    kill = partial(signal, instance.engine, "KILL")
    begun = time.monotonic()
    with (
        instance.oracle() as oracle,
        struck(kill, partial(instance.sees, work)),
        pytest.raises(OracleError, match=r"no engine answers on .*sock"),
    ):
        oracle.observe_many(REQUESTS)
    assert time.monotonic() - begun < TIMEOUT + BESIDE

    restart(instance.engine)
    with instance.oracle() as oracle:
        assert are_right(oracle.observe_many(REQUESTS[:_SOME]))


@pytest.mark.parametrize("work", SIGHTS)
def test_an_engine_that_hangs_is_given_up(instance: Instance, work: str) -> None:
    """After the time of one call, whatever else there is to ask; it may go on later."""
    stop = partial(signal, instance.engine, "STOP")
    with instance.oracle() as oracle:
        begun = time.monotonic()
        with (
            struck(stop, partial(instance.sees, work)),
            pytest.raises(OracleError, match=r"gave no answer to .* within 3 s"),
        ):
            oracle.observe_many(REQUESTS)
        assert time.monotonic() - begun < TIMEOUT + BESIDE

        signal(instance.engine, "CONT")
        assert are_right(oracle.observe_many(REQUESTS[:_SOME]))
    assert instance.left() == {}


@pytest.mark.parametrize("work", SIGHTS)
def test_a_full_disk_is_no_refusal(instance: Instance, work: str) -> None:
    """It is no answer, so no disagreement either; with room again nothing is left of the trial."""
    # What is taken away in between makes room for the next.
    filling = struck(partial(fill, instance.engine), partial(instance.sees, work), again=True)
    with instance.oracle() as oracle:
        with (
            filling,
            pytest.raises(OracleError, match="the engine has no room left: "),
        ):
            oracle.observe_many(REQUESTS)

        filler(instance.engine).unlink()
        assert are_right(oracle.observe_many(REQUESTS[:_SOME]))
    assert instance.left() == {}
