"""Half an answer: `cmdresolve.resolving.assumption`."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from cmdresolve import Dockerfile
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.override import Override
from cmdresolve.model.variables import Supposed, Variables
from cmdresolve.resolving.resolver import resolve

TEXT = Unknown("b", "Shell", ("exec x",))
NO_ENTRYPOINT, NO_CMD, NO_SHELL = (f"b sets no {name}" for name in "ENTRYPOINT CMD SHELL".split())


@pytest.mark.parametrize(
    ("image", "override", "argv", "conditions"),
    [
        (
            ImageConfig(entrypoint=Unknown("b", "Entrypoint"), cmd=["c"]),
            Override(),
            ("c",),
            (NO_ENTRYPOINT,),
        ),
        (ImageConfig(entrypoint=["e"], cmd=Unknown("b", "Cmd")), Override(), ("e",), (NO_CMD,)),
        (ImageConfig(cmd=TEXT), Override(), ("/bin/sh", "-c", "exec x"), (NO_SHELL,)),
        (
            ImageConfig(cmd=TEXT, os="windows"),
            Override(),
            ("cmd", "/S", "/C", "exec x"),
            (NO_SHELL,),
        ),
        (ImageConfig.undescribed("b"), Override(args=["a"]), ("a",), (NO_ENTRYPOINT,)),
    ],
)
def test_what_is_unknown_counts_as_absent(
    image: ImageConfig, override: Override, argv: tuple[str, ...], conditions: tuple[str, ...]
) -> None:
    """A text whose shell alone is unknown gets the default one."""
    resolution = resolve(image, override)

    assert resolution.unknown
    assert resolution.assumed is not None
    assert resolution.assumed.argv == argv
    assert resolution.assumed.conditions == conditions


def test_the_engine_stays_the_same() -> None:
    """Docker refuses what Podman starts as one empty word."""
    nothing = ImageConfig.undescribed("b")
    podman = resolve(nothing, engine="podman").assumed

    assert podman is not None
    assert podman.argv == ("",)
    assert resolve(nothing).assumed is None


def test_what_is_known_is_not_assumed() -> None:
    assert resolve(ImageConfig(cmd=["c"])).assumed is None
    image = Dockerfile.parse('FROM b\nENTRYPOINT ["e"]').image()
    assert resolve(image).argv == ("e",)


@pytest.mark.parametrize("padding", ["", "# " + "x" * 30_000 + "\n"], ids=["first", "quick"])
def test_a_file_is_built_again_for_the_answer(padding: str) -> None:
    """By either reading: so words have their places, and notes are those of that answer."""
    Dockerfile.parse("FROM scratch\n# " + "x" * 30_000)
    text = f"FROM b AS x\nFROM x\n{padding}CMD exec serve\n"
    assumption = resolve(Dockerfile.parse(text).image()).assumed

    assert assumption is not None
    assert assumption.argv == ("/bin/sh", "-c", "exec serve")
    assert assumption.conditions == (NO_ENTRYPOINT, NO_SHELL)
    shell, _, script = assumption.resolution.words
    assert shell.origin.describe().startswith("default shell of shell form, because CMD")
    assert "CMD" in script.origin.describe()


def test_a_variable_that_the_base_may_set_fails_no_assumption() -> None:
    image = Dockerfile.parse('FROM b\nENV X="${HOME_OF_B:?not set}"\nCMD ["$X"]').image()

    assert resolve(image).assumed is not None


class Like(NamedTuple):
    config: ImageConfig
    supposed: bool = True


def test_a_supposition_describes_nothing_but_stands_in() -> None:
    """An image that is supposed to be like its line is no answer, and the better assumption."""
    like = ImageConfig(cmd=Unknown("b", "Cmd"), entrypoint=["tini"], shell=["bash", "-c"])
    resolution = resolve(Dockerfile.parse("FROM b\nCMD x").image(bases=lambda _: Like(like)))

    assert resolution.unknown == ("Entrypoint of b", "Shell of b")
    assert resolution.assumed is not None
    assert resolution.assumed.argv == ("tini", "bash", "-c", "x")
    assert resolution.assumed.conditions == (
        "b has the ENTRYPOINT of its line",
        "b has the SHELL of its line",
    )
    bare = resolve(Dockerfile.parse("FROM b").image(bases=lambda _: Like(like)))
    assert bare.assumed is not None
    assert bare.assumed.argv == ("tini",)
    assert bare.assumed.conditions == ("b has the ENTRYPOINT of its line", NO_CMD)


def test_what_is_supposed_of_a_variable_is_assumed_too() -> None:
    """With its condition, and without the conditions of variables that no word asks for."""
    variables = Variables(
        unresolved={"S": "the Secret s", "T": "the Secret t"},
        supposed=[Supposed("S", "v", "nobody changed s"), Supposed("T", "w", "nobody changed t")],
    )
    resolution = resolve(
        ImageConfig(cmd=["c"]), Override(args=["$(S)"], variables=variables), engine="kubernetes"
    )

    assert resolution.unknown == ("S of the Secret s",)
    assert resolution.assumed is not None
    assert resolution.assumed.argv == ("v",)
    assert resolution.assumed.conditions == ("nobody changed s",)


def test_what_the_line_of_an_image_leaves_unset_is_assumed_to_be_unset() -> None:
    like = ImageConfig(cmd=["c"])
    resolution = resolve(Dockerfile.parse("FROM b").image(bases=lambda _: Like(like)))

    assert resolution.assumed is not None
    assert resolution.assumed.argv == ("c",)
    assert resolution.assumed.conditions == (
        "b sets no ENTRYPOINT (nor does its line)",
        "b has the CMD of its line",
    )
