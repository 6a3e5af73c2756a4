"""An image's own ENTRYPOINT and CMD, with an origin for every word."""

from __future__ import annotations

import pytest
from attrs import evolve

from cmdresolve import Dockerfile, ImageConfig, Unknown
from cmdresolve.dockerfile.changing.made import CommandField, part_of
from cmdresolve.model.origin import InDockerfile, InImage


@pytest.mark.parametrize(
    ("image", "field", "part"),
    [
        (ImageConfig(cmd=["a"], name="i"), "Cmd", CommandField(("a",), (InImage("i", "Cmd", 0),))),
        (
            ImageConfig(entrypoint=["a", "b"]),
            "Entrypoint",
            CommandField(
                ("a", "b"), (InImage(None, "Entrypoint", 0), InImage(None, "Entrypoint", 1))
            ),
        ),
        (ImageConfig(cmd=["a"]), "Entrypoint", CommandField(None)),
        (ImageConfig(cmd=[]), "Cmd", CommandField(())),
        (
            ImageConfig(cmd=Unknown("b", "Shell", ("x",)), name="i"),
            "Cmd",
            CommandField(Unknown("b", "Shell", ("x",)), (InImage("i", "Cmd", 0),)),
        ),
    ],
)
def test_a_config_s_words_stand_in_the_image(
    image: ImageConfig, field: str, part: CommandField
) -> None:
    """Absent and empty stay apart; of an unknown field the known words have an origin."""
    assert part_of(image, field) == part


def test_the_words_of_a_built_image_stand_in_its_dockerfile() -> None:
    """Its trace knows where."""
    image = Dockerfile.parse('FROM scratch\nCMD ["a", "b"]\n').image()
    origins = part_of(image, "Cmd").origins

    assert [x.keyword for x in origins if isinstance(x, InDockerfile)] == ["CMD", "CMD"]


def test_a_trace_of_other_words_is_not_believed() -> None:
    """Whoever evolves an image's words leaves its trace behind."""
    image = evolve(Dockerfile.parse('FROM scratch\nCMD ["a"]\n').image(), cmd=("x", "y"))

    assert part_of(image, "Cmd").origins == (
        InImage(image.name, "Cmd", 0),
        InImage(image.name, "Cmd", 1),
    )
