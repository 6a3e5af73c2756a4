"""Projects that are read once in a run."""

from __future__ import annotations

from typing import Any

from cmdresolve.cli.inputs.readings import ProjectReading, Readings


def test_what_was_read_is_kept_unless_a_text_of_it_is_changed() -> None:
    readings = Readings()
    made: list[str] = []

    def make() -> ProjectReading:
        made.append("x")
        reader: Any = len(made)
        return ProjectReading(reader, {"base.yaml": "", ".env": ""})

    assert readings.known("k", {}) is None
    first = readings.reading("k", {}, make)
    assert readings.reading("k", {"Dockerfile": "FROM x"}, make) is first
    assert readings.known("k", {".env": "A=1"}) is None
    assert readings.reading("k", {".env": "A=1"}, make).reader == 2
    assert readings.reading("other", {}, make).reader == 3
