"""What does not reach argv, each with the reason."""

from __future__ import annotations

import pytest

from cmdresolve.model.image import ImageConfig, Trace, Unknown
from cmdresolve.model.origin import InCommandLine, InImage, InOverride
from cmdresolve.model.override import Override
from cmdresolve.model.trace import Dropped
from cmdresolve.resolving.resolver import resolve

IMAGE = ImageConfig(entrypoint=["/e", "p"], cmd=["/c"], name="img")


FLAG = InCommandLine("docker run", 2, flag="--entrypoint")


def of_image(field: str, count: int, name: str | None = "img") -> tuple[InImage, ...]:
    return tuple(InImage(name, field, index) for index in range(count))


def given(field: str, *places: int) -> tuple[InOverride, ...]:
    return tuple(InOverride(field, place) for place in places)


REPLACED = "replaced by the entrypoint given at start"


CLEARED = "cleared by the entrypoint given at start"


BY_ARGS = "replaced by the arguments given at start"


WITH_ENTRYPOINT = "an entrypoint given at start drops the image's CMD"


SOLE_EMPTY = "an entrypoint that is one empty word stands for no entrypoint"


DEAF = "this interface makes no entrypoint of it"


ENTRYPOINT_REPLACED = Dropped(
    ("/e", "p"), "Entrypoint", REPLACED, "entrypoint-given", of_image("Entrypoint", 2)
)


ENTRYPOINT_CLEARED = Dropped(
    ("/e", "p"), "Entrypoint", CLEARED, "entrypoint-given", of_image("Entrypoint", 2)
)


CMD_REPLACED = Dropped(("/c",), "Cmd", BY_ARGS, "args-replace-cmd", of_image("Cmd", 1))


CMD_DROPPED = Dropped(("/c",), "Cmd", WITH_ENTRYPOINT, "entrypoint-drops-cmd", of_image("Cmd", 1))


@pytest.mark.parametrize(
    ("image", "override", "engine", "expected"),
    [
        (IMAGE, Override(), "docker", ()),
        (IMAGE, Override(args=[]), "docker", ()),
        (IMAGE, Override(args=["a"]), "docker", (CMD_REPLACED,)),
        (IMAGE, Override(args=""), "docker", (CMD_REPLACED,)),
        (IMAGE, Override(entrypoint=["x"]), "docker", (ENTRYPOINT_REPLACED, CMD_DROPPED)),
        (
            IMAGE,
            Override(entrypoint=["x"], args=["a"]),
            "docker",
            (ENTRYPOINT_REPLACED, CMD_REPLACED),
        ),
        (IMAGE, Override(entrypoint=[]), "docker", (ENTRYPOINT_CLEARED,)),
        (IMAGE, Override(entrypoint=[], args=["a"]), "docker", (ENTRYPOINT_CLEARED, CMD_REPLACED)),
        (
            IMAGE,
            Override(entrypoint=[""], args=["a"]),
            "docker",
            (
                ENTRYPOINT_REPLACED,
                CMD_REPLACED,
                Dropped(
                    ("",), "entrypoint", SOLE_EMPTY, "sole-empty-entrypoint", given("entrypoint", 0)
                ),
            ),
        ),
        (
            IMAGE,
            Override(entrypoint=[""], args=["a"]),
            "containerd-cri",
            (ENTRYPOINT_REPLACED, CMD_REPLACED),
        ),
        (
            ImageConfig(entrypoint=[""], cmd=["/c"], name="img"),
            Override(),
            "docker",
            (
                Dropped(
                    ("",),
                    "Entrypoint",
                    SOLE_EMPTY,
                    "sole-empty-entrypoint",
                    of_image("Entrypoint", 1),
                ),
            ),
        ),
        (
            ImageConfig(entrypoint=["$(E)"], cmd=["/c"], env=["E="], name="img"),
            Override(),
            "kube-play",
            (
                Dropped(
                    ("$(E)",),
                    "Entrypoint",
                    SOLE_EMPTY,
                    "sole-empty-entrypoint",
                    of_image("Entrypoint", 1),
                ),
            ),
        ),
        (
            IMAGE,
            Override(entrypoint=""),
            "swarm",
            (Dropped(("",), "entrypoint", DEAF, "entrypoint-not-given", given("entrypoint", 0)),),
        ),
        (
            IMAGE,
            Override(entrypoint="null", entrypoint_origins=(FLAG,)),
            "podman",
            (Dropped(("null",), "entrypoint", DEAF, "entrypoint-not-given", (FLAG,)),),
        ),
        (IMAGE, Override(entrypoint=[]), "swarm", ()),
        (ImageConfig(entrypoint=[], cmd=[]), Override(entrypoint=["x"]), "docker", ()),
        (ImageConfig.undescribed("b"), Override(entrypoint=["x"]), "docker", ()),
        (
            ImageConfig(cmd=Unknown("b", "Shell", ("x",)), name="img"),
            Override(args=["a"]),
            "docker",
            (Dropped(("x",), "Cmd", BY_ARGS, "args-replace-cmd", of_image("Cmd", 1)),),
        ),
    ],
)
def test_what_does_not_reach_argv_is_told_with_the_reason(
    image: ImageConfig, override: Override, engine: str, expected: tuple[Dropped, ...]
) -> None:
    """Word by word, with where each came from."""
    assert resolve(image, override, engine=engine).dropped == expected


def test_a_list_of_one_text_that_reads_as_none_is_dropped() -> None:
    """Podman's compatible API takes the list ``["null"]`` for no entrypoint (recorded)."""
    dropped = resolve(IMAGE, Override(entrypoint=["null"]), engine="podman/compat").dropped

    assert dropped == (
        Dropped(("null",), "entrypoint", DEAF, "entrypoint-not-given", given("entrypoint", 0)),
    )


def test_what_build_and_front_end_dropped_comes_first() -> None:
    """In the order in which it was lost."""
    by_build = Dropped(("old",), "Cmd", "a later CMD", "last-cmd")
    by_front_end = Dropped(("--x",), "args", "why", "front-end")
    image = ImageConfig(cmd=["/c"], name="img", trace=lambda: Trace(dropped=(by_build,)))

    dropped = resolve(image, Override(args=["a"], dropped=(by_front_end,))).dropped

    assert dropped == (by_build, by_front_end, CMD_REPLACED)
