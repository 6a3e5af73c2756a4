"""The exercises with verdicts in Korean: the same names and rules, for the Korean notebooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve

from cmdresolve.testing import exercises
from cmdresolve.testing.exercises import Start, Verdict
from cmdresolve.testing.exercises.texts import KOREAN

__all__ = ["Start", "Verdict", "compare", "predict", "refute", "write"]


def predict(answer: Any, dockerfile: str, *arguments: str, **given: Any) -> Verdict:
    """Check a prediction of what a Dockerfile starts; see `exercises.predict`."""
    return evolve(exercises.predict(answer, dockerfile, *arguments, **given), texts=KOREAN)


def compare(argv: Sequence[str], wanted: Sequence[str]) -> Verdict:
    """Check the argv of a start; see `exercises.compare`."""
    return evolve(exercises.compare(argv, wanted), texts=KOREAN)


def write(dockerfile: Any, wanted: Sequence[str], *arguments: str, **given: Any) -> Verdict:
    """Check a Dockerfile that has to start a wanted argv; see `exercises.write`."""
    return evolve(exercises.write(dockerfile, wanted, *arguments, **given), texts=KOREAN)


def refute(
    dockerfile: Any, model: Callable[..., Sequence[str] | None], *arguments: str, **given: Any
) -> Verdict:
    """Check a Dockerfile that has to refute a model; see `exercises.refute`."""
    return evolve(exercises.refute(dockerfile, model, *arguments, **given), texts=KOREAN)
