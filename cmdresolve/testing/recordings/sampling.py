"""Many values of a strategy at once, for an engine that answers many questions faster than one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_T = TypeVar("_T")
_ROUNDS = 50


class SamplingError(OracleError):
    """A strategy does not have as many different values as were asked for."""


def sample(strategy: SearchStrategy[_T], *, count: int, seed: int) -> list[_T]:
    """Return `count` values that differ from each other.

    Args:
        strategy: what to draw from; its values are JSON values.
        count: how many.
        seed: where to begin; the list changes with it, with the version of Hypothesis, and with
            the modules of the project that are loaded, whose constants Hypothesis draws too.

    Raises:
        SamplingError: there are not as many different values.
    """
    found: dict[str, _T] = {}
    for number in range(_ROUNDS):
        _draw(strategy, count, seed * _ROUNDS + number, found)
        if len(found) >= count:
            return list(found.values())[:count]
    raise SamplingError(f"only {len(found)} different values were found")


def _draw(strategy: SearchStrategy[_T], count: int, seed: int, found: dict[str, _T]) -> None:
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
    def keep(value: _T) -> None:
        found.setdefault(json.dumps(value, sort_keys=True), value)

    keep()
