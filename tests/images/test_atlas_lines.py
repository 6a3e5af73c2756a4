"""What the atlas supposes of a tag it does not have."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.images.atlas_lines import common, held, of_pattern
from cmdresolve.images.atlas_store import Fields, Part, Tag, rows, write_part

ATLAS = cr.atlas()


def test_a_tag_it_does_not_have_is_supposed_from_its_line() -> None:
    """And the mapping, which must not guess, does not have it."""
    found = ATLAS.find("alpine:3.99.1")

    assert found is not None
    assert found.supposed
    assert found.config.cmd == ("/bin/sh",)
    assert found.source.endswith("supposed from docker.io/library/alpine:*")
    assert "alpine:3.99.1" not in ATLAS


def test_it_keeps_what_does_not_change_along_a_line_and_names_the_rest() -> None:
    found = ATLAS.find("python:3.12-slim")

    assert found is not None
    assert found.config.env[0].startswith("PATH=/usr/local/bin:")
    assert "PYTHON_VERSION" in found.unknown_env
    assert not any(text.startswith("PYTHON_VERSION=") for text in found.config.env)


A = Fields(entrypoint=("e",), cmd=("c",), env=("A=1", "B=2"), names=("C",))
B = Fields(entrypoint=("e",), cmd=("d",), env=("A=1", "B=3"))


@pytest.mark.parametrize(
    ("values", "shared"),
    [
        ({A}, A),
        (
            {A, B},
            Fields(entrypoint=("e",), env=("A=1",), names=("B", "C"), unknown=("Cmd",)),
        ),
        (
            {Fields(cmd=("c",)), Fields(cmd=None, unknown=("Shell",))},
            Fields(env=(), names=(), unknown=("Cmd", "Shell")),
        ),
    ],
)
def test_what_values_have_in_common(values: set[Fields], shared: Fields) -> None:
    """What they do not agree on is unknown, of variables their names."""
    assert common(values) == shared


@pytest.mark.parametrize(
    ("day", "system", "value"),
    [
        ("2020-01-01", "linux", 0),
        ("2021-06-01", "linux", 1),
        ("2024-01-01", "linux", 2),
        ("2024-01-01", "windows", 9),
    ],
)
def test_what_was_said_on_a_day(day: str, system: str, value: int) -> None:
    """The last row that began by then; the first where the day is before all."""
    history = rows("linux 0 2021-06-01=1 2023-01-01=2|windows 9")

    assert held(history, day, system).value == value


@pytest.mark.parametrize(
    ("name", "found"),
    [("3-slim", "*-slim"), ("3-slim-bookworm", "*-slim-*"), ("latest", "*"), ("", "*")],
)
def test_the_nearest_tag_that_stands_for_others(name: str, found: str) -> None:
    """The one with the most letters of its own."""
    part = Part(write_part("a", [], [], [], {}).partition("\x1c")[2])
    tags = [Tag(part, x, (), built=True) for x in ("*", "*-slim", "*-slim-*")]
    tag = of_pattern(tags, name)

    assert tag is not None
    assert tag.name == found
