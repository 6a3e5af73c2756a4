"""Instructions divided into stages."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.reading.stages import Stages
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.source import Source


def stages(text: str, builder: str = "buildkit@28.5") -> Stages:
    source, record = Source("F", text), dialects.builder(builder)
    return split_stages(read(source, record), source, record)


def test_each_from_starts_one() -> None:
    """Its name and base as written, its instructions behind it."""
    found = stages("ARG A\nARG B\nFROM x as Foo\nCMD a\nFROM --platform=linux y\n")

    assert [x.args for x in found.arguments] == ["A", "B"]
    assert [(x.index, x.name, x.base, x.label) for x in found.stages] == [
        (0, "Foo", "x", "Foo"),
        (1, None, "y", "1"),
    ]
    assert [x.keyword for x in found.stages[0].instructions] == ["CMD"]
    assert found.stages[1].instructions == ()


@pytest.mark.parametrize(
    ("text", "builder", "place"),
    [
        ("CMD a\nFROM x\n", "buildkit@28.5", (1, 1)),
        ("ARG A\n  CMD a\nFROM x\n", "classic@28.5", (2, 3)),
        ("ARG A\nARG B\n", "buildkit@28.5", (2, 1)),
    ],
)
def test_something_before_the_first_from(text: str, builder: str, place: tuple[int, int]) -> None:
    """Only ARG may stand there."""
    with pytest.raises(DockerfileError) as caught:
        stages(text, builder)

    assert (caught.value.code, caught.value.line, caught.value.column) == ("no-from", *place)


@pytest.mark.parametrize("text", ["CMD a\nFROM x\n", "CMD a\n"])
def test_buildah_tells_of_what_stands_there_when_it_builds(text: str) -> None:
    """The arguments and a missing target come first."""
    found = stages(text, "buildah@1.43").no_stage_error

    assert found is not None
    assert (found.code, found.line, found.column) == ("no-from", 1, 1)


def test_older_buildahs_drop_what_stands_before_it() -> None:
    """Without a word."""
    found = stages("CMD a\nARG A\nFROM x\n", "buildah@1.39")

    assert [x.keyword for x in found.arguments] == ["ARG"]
    assert len(found.stages) == 1
