"""The judge before a real engine: what lasts fails a test, and what does not is the engine's.

The library is not wrong at will, so a model that is stands in its place.  The engine is real, is
really restarted, and is an instance of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from cmdresolve.batch import protocol
from cmdresolve.testing import DockerOracle
from cmdresolve.testing.oracles.podman import PodmanOracle
from tests.engines.conftest import NO_ENGINE, bring_up, chosen
from tests.engines.judging import Judge, Report
from tests.engines.lab import discard, engine_named, place

pytestmark = pytest.mark.engine

# One of them is answered wrongly.
WORD = "wrong"
REQUESTS: list[dict[str, Any]] = [
    {"image": {"Cmd": [word, "b", "c d"]}, "run": {"init": False}} for word in ("a", WORD, "e")
]


class Model:
    """The library, but for one word, which it gets wrong a number of times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        answer = protocol.answer(request)
        if answer.get("argv", [])[:1] == [WORD] and self.left:
            self.left -= 1
            answer["argv"] = ["right"]
        return answer


@pytest.fixture(params=[*chosen("docker"), *chosen("podman")] or [None])
def judge(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A judge over a fresh instance of each engine."""
    if request.param is None:
        pytest.skip(NO_ENGINE)
    engine = engine_named(request.param + "+judged")
    bring_up(engine.name)
    where = place(engine)
    made = (
        DockerOracle(where) if engine.kind == "docker" else PodmanOracle(where, interface="compat")
    )
    try:
        with made as oracle:
            yield Judge(oracle, where, seed=1, cases=3, report=Report())
    finally:
        discard(engine)


def counting(judge: Judge, restarts: list[int], times: int) -> Judge:
    """Return the judge with a model that is wrong some times, and with restarts counted."""
    revive = judge.place.revive
    assert revive is not None

    def counted() -> None:
        restarts.append(1)
        revive()

    return evolve(judge, place=evolve(judge.place, revive=counted), model=Model(times))


def full(judge: Judge) -> list[dict[str, Any]]:
    return [judge.request(**request) for request in REQUESTS]


def test_what_is_seen_three_times_more_on_a_restarted_engine_fails(judge: Judge) -> None:
    """With the smallest request that shows it, and the words that ask it again."""
    restarts: list[int] = []
    judge = counting(judge, restarts, 1_000_000)
    with pytest.raises(AssertionError) as caught:
        judge.check(full(judge))

    text = str(caught.value)
    assert text.startswith("1 of 3 requests:\nargv differ\n")
    smallest = f'"image": {{"Cmd": ["{WORD}"]}}}}'
    assert f'\'{{"engine": "{judge.engine}", {smallest}\'' in text
    assert f"python -m cmdresolve.testing shrink --engine {judge.engine} " in text
    assert "CMDRESOLVE_SEED=1 CMDRESOLVE_CASES=3 python -m pytest tests/engines" in text
    assert restarts == [1]
    assert judge.report.faults == []
    assert judge.report.lines() == [f"{judge.engine:22}       3 asked       2 agreed"]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_is_not_seen_three_times_more_is_the_engine_s(judge: Judge, times: int) -> None:
    """The test passes, and the run tells of it in the end."""
    restarts: list[int] = []
    judge = counting(judge, restarts, times)
    judge.check(full(judge))

    assert restarts == [1]
    (fault,) = judge.report.faults
    assert fault.startswith(f"{judge.engine} {judge.builder}: argv differ\n")
    assert f'"argv": ["{WORD}", "b", "c d"]' in fault


def test_nothing_is_restarted_where_all_agree(judge: Judge) -> None:
    restarts: list[int] = []
    judge = counting(judge, restarts, 0)
    judge.check(full(judge))
    assert restarts == judge.report.faults == []
