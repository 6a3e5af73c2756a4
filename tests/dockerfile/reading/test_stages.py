"""The stages of a Dockerfile, as written."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.reading.stages import Stages
from cmdresolve.model.source import Source


def stages(text: str, builder: str = "buildkit@28.5") -> Stages:
    source, record = Source("F", text), dialects.builder(builder)
    return split_stages(read(source, record), source, record)


def test_the_base_has_a_place() -> None:
    """Behind the flags."""
    text = "FROM --platform=linux \\\n  base AS x\n"

    assert text[slice(*stages(text).stages[0].base_span)] == "base"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("FROM a\n", ["0"]),
        ("FROM a AS x\nFROM b\n", ["x", "1"]),
        ("FROM a AS Foo\n", ["Foo"]),
    ],
)
def test_a_stage_is_called_by_its_name_or_its_number(text: str, labels: list[str]) -> None:
    """As it is written."""
    assert [stage.label for stage in stages(text).stages] == labels


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("FROM a\nCOPY --from=b c d\n", True),
        ("FROM a\nRUN --mount=from=b,target=/c d\n", True),
        ("FROM a\nRUN c\n", False),
    ],
)
def test_whether_files_are_taken_from_elsewhere(text: str, takes: bool) -> None:  # noqa: FBT001
    """Where no instruction can, nobody has to look for cycles."""
    assert stages(text).takes_files == takes
