"""An Apptainer that is killed, hangs or has no room left: the real one, in a place of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from cmdresolve.testing import ApptainerOracle, OracleError, Place
from tests.engines.conftest import NO_ENGINE, chosen
from tests.engines.faults import (
    BESIDE,
    ROOM,
    TIMEOUT,
    fill,
    filler,
    instance_of,
    struck,
    words_of,
)
from tests.engines.lab import Engine, place

pytestmark = pytest.mark.engine

# An image of each number, and arguments of each number for one image.
REQUESTS: list[dict[str, Any]] = [
    *({"image": {"Entrypoint": ["/e", f"c{number}"]}} for number in range(5)),
    *(
        {"image": {"Entrypoint": ["/e"]}, "run": {"args": [f"c{number}"]}}
        for number in range(5, 15)
    ),
]
# The words of the process that is at work: while an image is made, and while one is started.
SIGHTS = {"build": "apptainer -q build ", "run": "Apptainer runtime parent: sandbox"}
# What a process that was killed may need until it is gone.
_DYING = 2.0


@frozen
class Instance:
    """An Apptainer that belongs to one test.

    Attributes:
        engine: what the lab calls it.
        place: where it lives, on a disk of its own.
        quiet: the processes of its place before anything was asked.
    """

    engine: Engine
    place: Place
    quiet: frozenset[int] = frozenset()

    def oracle(self) -> ApptainerOracle:
        """Open an oracle for it that gives up soon."""
        return ApptainerOracle(self.place, timeout=TIMEOUT)

    def inhabitants(self) -> dict[int, str]:
        """Return the words of the processes in its namespace, by this machine's numbers."""
        here, found = Path(*self.place.root.parts[:3], "ns/pid").readlink(), {}
        for pid, words in words_of(Path("/proc")).items():
            with contextlib.suppress(OSError):
                # One without words is dead.
                if words and Path(f"/proc/{pid}/ns/pid").readlink() == here:
                    found[pid] = words
        return found

    def at_work(self, sight: str) -> list[int]:
        """Return the processes with such words."""
        return [pid for pid, words in self.inhabitants().items() if words.startswith(sight)]

    def send(self, number: int, sight: str) -> None:
        """Send a signal to the processes with such words."""
        for pid in self.at_work(sight):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def running(self) -> list[str]:
        """Return the words of what runs and does not end by itself."""
        deadline = time.monotonic() + _DYING
        while True:
            found = [words for pid, words in self.inhabitants().items() if pid not in self.quiet]
            if not found or time.monotonic() > deadline:
                return found
            time.sleep(0.01)

    def files(self) -> list[Path]:
        """Return what lies where the program and its oracle write."""
        folders = (f"{self.engine.folder}/store", f"{self.engine.folder}/tmp")
        return [path for x in folders for path in self.place.inside(x).rglob("*")]


@pytest.fixture(params=chosen("apptainer") or [None])
def instance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    """A fresh place for each version, of which nothing is left in the end."""
    if request.param is None:
        pytest.skip(NO_ENGINE)
    monkeypatch.setenv("CMDRESOLVE_LAB_MEMORY", ROOM)
    with instance_of(request.param) as engine:
        made = Instance(engine, evolve(place(engine), folder=f"{engine.folder}/store"))
        yield evolve(made, quiet=frozenset(made.inhabitants()))


def are_right(answers: list[dict[str, Any]]) -> bool:
    """Tell whether each answer is that to the request of its number."""
    return [answer["argv"] for answer in answers] == [["/e", f"c{n}"] for n in range(len(answers))]


@pytest.mark.parametrize("work", SIGHTS)
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (signal.SIGKILL, "apptainer was ended by SIGKILL"),
        (signal.SIGSTOP, "did not end within 3 s"),
    ],
    ids=["killed", "hung"],
)
def test_a_program_struck_in_the_middle_is_told_of(
    instance: Instance, number: int, says: str, work: str
) -> None:
    """Within a bound, with nothing left running or on the disk; the next time it answers."""
    sight = SIGHTS[work]
    blow = partial(instance.send, number, sight)
    with instance.oracle() as oracle:
        begun = time.monotonic()
        with (
            struck(blow, lambda: bool(instance.at_work(sight)), again=True),
            pytest.raises(OracleError, match=says),
        ):
            oracle.observe_many(REQUESTS)
        assert time.monotonic() - begun < TIMEOUT + BESIDE

        assert instance.running() == []
        assert len(instance.files()) == 1, "the folder of the oracle"
        assert are_right(oracle.observe_many(REQUESTS))
    assert instance.running() == instance.files() == []


@pytest.mark.parametrize("work", SIGHTS)
def test_a_full_disk_is_no_refusal(instance: Instance, work: str) -> None:
    """It is no answer, so no disagreement either; with room again nothing is left of the trial."""
    seen = partial(instance.at_work, SIGHTS[work])
    with instance.oracle() as oracle:
        with (
            struck(partial(fill, instance.engine), lambda: bool(seen()), again=True),
            pytest.raises(OracleError, match="the engine has no room left: "),
        ):
            oracle.observe_many(REQUESTS)

        filler(instance.engine).unlink()
        assert are_right(oracle.observe_many(REQUESTS))
    assert instance.running() == instance.files() == []
