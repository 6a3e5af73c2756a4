"""Law: the quick reading builds what the reference reading builds.

"Both readings must build the same image, and the tests hold them to that"
(`cmdresolve.dockerfile.outline`).
"""

from __future__ import annotations

from pathlib import Path

from dockerfile_texts import BASES, near_valid
from hypothesis import given

from cmdresolve import ImageConfig, dialects
from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.build import build_image
from cmdresolve.dockerfile.names import Request
from cmdresolve.dockerfile.outline import outline
from cmdresolve.dockerfile.platform import Platform
from cmdresolve.dockerfile.stage import split_stages
from cmdresolve.dockerfile.syntax import Syntax, read
from cmdresolve.errors import CmdResolveError
from cmdresolve.source import Source

REQUEST = Request(None, {"X": "y"}, BASES, {}, Platform())


def built(source: Source, syntax: Syntax, builder: Builder) -> ImageConfig:
    return build_image(source, split_stages(syntax, source, builder), REQUEST, builder)


def outcome_of(text: str, builder: Builder, *, quick: bool) -> object:
    """Build by one of the readings; None when the quick one leaves the text to the other."""
    source = Source("Dockerfile", text)
    try:
        syntax = outline(source, builder) if quick else read(source, builder)
        return None if syntax is None else built(source, syntax, builder)
    except CmdResolveError as error:
        return error


@given(text=near_valid())
def test_both_readings_build_the_same(text: str) -> None:
    """The same image, or the same refusal at the same place."""
    for builder in dialects.BUILDERS:
        quick = outcome_of(text, builder, quick=True)

        assert quick is None or quick == outcome_of(text, builder, quick=False), builder.key


def test_both_readings_build_the_same_of_real_files(corpus: Path) -> None:
    """So it is on every Dockerfile of the corpus."""
    differing = []
    quick_ones = 0
    for path in sorted((corpus / "dockerfiles").rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        for builder in (dialects.builder("buildkit"), dialects.builder("buildkit@20.10")):
            quick = outcome_of(text, builder, quick=True)
            quick_ones += quick is not None
            if quick is not None and quick != outcome_of(text, builder, quick=False):
                differing.append((str(path), builder.key))

    assert differing == []
    assert quick_ones > 1000
