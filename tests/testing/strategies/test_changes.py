"""Changes of an image's config."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image import ImageConfig
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import changes


def refused(given: list[str]) -> bool:
    try:
        ImageConfig().changed(given, engine="docker@28.5", command="commit")
    except DockerfileError:
        return True
    return False


def test_valid_changes_are_taken_and_of_the_others_many_are_refused() -> None:
    plain = [refused(given) for given in sample(changes(valid=True), count=100, seed=1)]
    others = [refused(given) for given in sample(changes(), count=200, seed=1)]

    assert sum(plain) < 10
    assert 60 < sum(others) < 160


@pytest.mark.parametrize("part", ["\\\n", "<<", "\n#", "env ", "\t", "Entrypoint"])
def test_they_are_written_in_many_ways(part: str) -> None:
    drawn = sample(changes(), count=600, seed=1)

    assert any(part in text for given in drawn for text in given)
