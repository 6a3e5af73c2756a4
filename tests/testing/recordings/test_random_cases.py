"""Random questions that can be asked again."""

from __future__ import annotations

import json

import pytest

from cmdresolve.testing.recordings.random_cases import random_cases


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        ("build", "buildkit@28.5", "buildkit"),
        ("run", "docker@28.5", "docker-run"),
        ("run", "podman@5.8/compat", "podman-compat-run"),
        ("cli", "docker@28.5", "docker-cli"),
    ],
)
def test_a_seed_gives_the_same_questions_again(kind: str, name: str, label: str) -> None:
    """Each with a name, and none twice; who is asked is not part of them."""
    cases = random_cases(kind, name, 12, 7)

    assert cases == random_cases(kind, name, 12, 7)
    assert [case.name for case in cases] == [f"{label}-{number}" for number in range(12)]
    assert len({json.dumps(case.request, sort_keys=True) for case in cases}) == 12
    assert not [case for case in cases if {"engine", "builder"} & case.request.keys()]


def test_another_seed_gives_others() -> None:
    """Of the same kind."""
    assert random_cases("run", "docker@28.5", 12, 7) != random_cases("run", "docker@28.5", 12, 8)
