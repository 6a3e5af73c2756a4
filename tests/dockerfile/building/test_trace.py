"""What an image of a Dockerfile keeps for those who ask later."""

from __future__ import annotations

import pickle

import pytest
from attrs import asdict, evolve

from cmdresolve import Dockerfile, ImageConfig
from cmdresolve.dockerfile.building.trace import ImageTrace

TEXT = "FROM base\nENV A=b C=$A\nARG D=e\nENV F=$D\nWORKDIR x\nUSER $F\nCMD y\n"
BASE = ImageConfig(entrypoint=["/e"], env=["A=1", "PATH=/bin"], working_dir="/w", user="u")


@pytest.fixture
def image() -> ImageConfig:
    return Dockerfile.parse(TEXT).image(bases={"base": BASE})


def whole() -> ImageConfig:
    return ImageConfig(
        entrypoint=["/e"],
        cmd=["/bin/sh", "-c", "y"],
        env=["A=b", "PATH=/bin", "C=1", "F=e"],
        working_dir="/w/x",
        user="e",
        args_escaped=True,
    )


def test_environment_directory_and_user_are_built(image: ImageConfig) -> None:
    """Whatever is asked for first."""
    assert image.user == "e"
    assert image.working_dir == "/w/x"
    assert image.env == ("A=b", "PATH=/bin", "C=1", "F=e")


def test_it_equals_the_same_image_written_out(image: ImageConfig) -> None:
    """Equality and hash look at all fields."""
    assert image == whole()
    assert hash(image) == hash(whole())
    assert image != evolve(whole(), user="other")


def test_it_is_copied_with_all_its_fields(image: ImageConfig) -> None:
    """evolve, asdict, pickle."""
    assert evolve(image, cmd=None) == evolve(whole(), cmd=None)
    assert asdict(image)["working_dir"] == "/w/x"
    assert pickle.loads(pickle.dumps(image)) == whole()


def test_what_was_given_may_change_afterwards() -> None:
    """The image is of the bases and arguments that the build was given."""
    bases, arguments = {"base": BASE}, {"D": "given"}
    image = Dockerfile.parse(TEXT).image(bases=bases, build_args=arguments)
    bases.clear()
    arguments["D"] = "changed"

    assert image.user == "given"


def test_a_trigger_sees_the_variables_before_it() -> None:
    """A trigger that a stage hands on fails for a variable of a stage before."""
    bases = {"base": ImageConfig(on_build=["ONBUILD LABEL a=${A:?}"])}
    text = "FROM base AS one\nENV A=b\nFROM one\nCMD x\n"

    assert Dockerfile.parse(text).image(bases=bases).cmd == ("/bin/sh", "-c", "x")


@pytest.mark.parametrize(
    "lines",
    ['CMD ["a", "b"]', "CMD a", "CMD", "ENTRYPOINT x", 'SHELL ["s", "-c"]\nCMD a', "USER u"],
)
def test_origins_are_those_of_the_whole_story(lines: str) -> None:
    """They can be told by themselves, and are the same."""
    trace = Dockerfile.parse(f"FROM base\n{lines}\n").image(bases={"base": BASE}).trace
    assert isinstance(trace, ImageTrace)

    entrypoint, cmd = trace.origins()

    assert (entrypoint, cmd) == (trace().entrypoint, trace().cmd)
    assert entrypoint or cmd
