"""The lesson that asks a real engine, on real engines."""

from __future__ import annotations

import pytest

from tests.engines.judging import Judge
from tests.notebooks import asks_an_engine, read, run, shown_by

pytestmark = pytest.mark.engine

NAME = "ask_a_real_engine"


def test_the_lesson_shows_what_the_engine_says(docker: Judge) -> None:
    """The words that are stored are those of every Docker; only its name is another."""
    ran = run(NAME, f"unix://{docker.place.socket}")
    told = {
        stored.id: (shown_by(stored.outputs), shown_by(fresh.outputs))
        for stored, fresh in zip(read(NAME).cells, ran.cells, strict=True)
        if asks_an_engine(stored)
    }
    _, ((named,)) = told.pop("engine")

    assert named["text"] == f"asking {docker.engine} which builds with {docker.builder}\n"
    assert len(told) == 4
    for stored, fresh in told.values():
        assert fresh == stored
