"""Law: the quick reading builds what the reference reading builds.

"Both must build the same image, and the tests hold them to that" (`outline`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dockerfile_texts import BASES, near_valid
from hypothesis import given

from cmdresolve import ImageConfig, dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.build import build_image
from cmdresolve.dockerfile.building.names import Request
from cmdresolve.dockerfile.building.platform import Platform
from cmdresolve.dockerfile.building.stages import Stages, split_stages
from cmdresolve.dockerfile.building.trace import Late
from cmdresolve.dockerfile.reading.outline import outline
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.source import Source

#: Beside those of which one has triggers: that one leaves every file to the reference.
WITHOUT_TRIGGERS = {name: image for name, image in BASES.items() if not image.on_build}


def by_reference(
    source: Source, stages: Stages | None, builder: Builder, bases: dict[str, ImageConfig]
) -> object:
    """Build these stages, or all there are."""
    request = Request(None, {}, bases, {}, Platform())
    try:
        if stages is None:
            stages = split_stages(read(source, builder), source, builder)
        return build_image(source, stages, request, builder)
    except CmdResolveError as error:
        return error


def both(text: str, builder: Builder) -> Iterator[tuple[object, object, object]]:
    """Give the image of the quick reading, of the stages it needs, and of all stages."""
    source = Source("Dockerfile", text)
    found = outline(source, builder)
    for bases in ({}, BASES, WITHOUT_TRIGGERS):
        if found is not None:
            slow = by_reference(source, None, builder, bases)
            quick = found.image(bases, Late(lambda slow=slow: slow))
            if quick is not None:
                yield quick, by_reference(source, found.needed(), builder, bases), slow


@given(text=near_valid())
def test_both_readings_build_the_same(text: str) -> None:
    """The same image; and what the reference refuses the quick reading leaves to it."""
    for builder in dialects.BUILDERS:
        for quick, needed, slow in both(text, builder):
            assert isinstance(slow, ImageConfig), (builder.key, slow)
            assert isinstance(needed, ImageConfig), (builder.key, needed)
            assert quick == needed == slow, builder.key
            assert needed.trace() == slow.trace(), builder.key


@pytest.mark.parametrize("key", ["buildkit", "buildkit@20.10"])
def test_both_readings_build_the_same_of_real_files(corpus: Path, key: str) -> None:
    """So it is on every Dockerfile of the corpus, and nearly all of them are read quickly."""
    differing = []
    quick_ones = files = 0
    for path in sorted((corpus / "dockerfiles").rglob("*")):
        if not path.is_file():
            continue
        files += 1
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        pairs = list(both(text, dialects.builder(key)))
        quick_ones += bool(pairs)
        differing += [
            str(path)
            for quick, needed, slow in pairs
            if not quick == needed == slow or needed.trace() != slow.trace()
        ]

    assert differing == []
    assert quick_ones > 0.9 * files
