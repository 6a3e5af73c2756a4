"""Random questions that can be asked again: the same seed and count give the same list."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from cmdresolve import dialects
from cmdresolve.testing import strategies
from cmdresolve.testing.recording import Case, RecordingError

_ROUNDS = 50
# An engine keeps the bases of one question for the next that names the same ones.
_BASE_SETS = 8


def random_cases(kind: str, name: str, count: int, seed: int) -> tuple[Case, ...]:
    """Return `count` requests that differ from each other.

    Args:
        kind: what to ask: ``build`` a Dockerfile, ``run`` an image config, or start one by a
            command line, ``cli``.
        name: the builder, or the engine, that the questions are made for.
        count: how many requests.
        seed: where to begin; the list changes with it, and with the version of Hypothesis.

    Raises:
        RecordingError: there are not as many different requests.
    """
    if kind == "build":
        label = dialects.builder(name).name
        engine = next(x.key for x in dialects.ENGINES if x.builder == name)
        # Hypothesis begins with the plainest.
        sets = list(_drawn(strategies.base_images, 5 * _BASE_SETS, seed).values())[-_BASE_SETS:]
        requests: list[Any] = []
        for number, bases in enumerate(sets):
            make = partial(strategies.build_requests, engine=engine, builder=name, bases=bases)
            share = (count - len(requests)) // (len(sets) - number)
            requests += list(_drawn(make, share, seed + number).values())
    else:
        label = f"{dialects.engine(name).name}-{kind}"
        make = partial(getattr(strategies, f"{kind}_requests"), engine=name)
        requests = list(_drawn(make, count, seed).values())
    return tuple(
        Case(
            f"{label}-{place}",
            {key: value for key, value in request.items() if key not in {"engine", "builder"}},
        )
        for place, request in enumerate(requests)
    )


def _drawn(make: Callable[[], Any], count: int, seed: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number in range(_ROUNDS):
        _draw(make(), count, seed * _ROUNDS + number, found)
        if len(found) >= count:
            return dict(list(found.items())[:count])
    raise RecordingError(f"only {len(found)} different requests were found")


def _draw(strategy: Any, count: int, seed: int, found: dict[str, Any]) -> None:
    @hypothesis.seed(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(request: Any) -> None:
        found.setdefault(json.dumps(request, sort_keys=True), request)

    keep()
