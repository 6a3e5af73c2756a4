"""Random files of variables."""

from __future__ import annotations

from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose.environment import Environment
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies.dotenvs import dotenv_texts


def refused(text: str) -> bool:
    try:
        Environment({}, {}).with_files([(".env", text)], COMPOSE_2_40)
    except ComposeError:
        return True
    return False


def test_odd_files_are_refused_and_corners_are_both() -> None:
    plain = [refused(text) for text in sample(dotenv_texts(), count=100, seed=1)]
    odd = [refused(text) for text in sample(dotenv_texts(odd=True), count=100, seed=1)]
    corners = [refused(text) for text in sample(dotenv_texts(corners=True), count=100, seed=1)]

    assert sum(plain) == 0
    assert sum(odd) > 80
    assert 5 < sum(corners) < 95
