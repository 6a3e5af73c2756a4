"""The ARG before the first FROM, and what FROM knows of the platforms."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.builds import BK, CL, SHELL_A, refusal, stored


@pytest.mark.parametrize(
    ("global_args", "base", "newest", "older", "classic"),
    [
        ("ARG N=x\nARG N", "$N", "x", "base-name-blank", "base-name-blank"),
        ("ARG TARGETOS", "$TARGETOS", "linux", "base-name-blank", "base-name-blank"),
        ("ARG TARGETPLATFORM", "--platform=$TARGETPLATFORM x", "x", "platform", "platform"),
        ("ARG N", "x${N-y}", "xy", "x", "xy"),
        ("ARG N", "x${N+y}", "x", "xy", "x"),
        ("ARG N", "x${N:-y}", "xy", "xy", "xy"),
    ],
)
def test_an_argument_without_a_default_before_from(
    global_args: str, base: str, newest: str, older: str, classic: str
) -> None:
    """BuildKit made it empty until 27.1, the classic builder forgets it (recorded: 28.5.2, 26.1.5).

    What the platform gives goes as well.
    """
    stages = "".join(f'FROM scratch AS {name}\nCMD ["{name}"]\n' for name in ("x", "xy", "linux"))
    text = f"{global_args}\n{stages}FROM {base}\n"
    for builder, expected in ((BK, newest), ("buildkit@26.1", older), (CL, classic)):
        try:
            cmd = cr.Dockerfile.parse(text, builder=builder).image().cmd
        except cr.DockerfileError as error:
            cmd = (error.code,)

        assert cmd == (expected,), builder


@pytest.mark.parametrize(
    ("text", "given", "newest", "older", "classic"),
    [
        (
            "FROM scratch\nARG X=a Y=$X\nLABEL a=${Y:?no}\n",
            {},
            None,
            "substitution",
            "substitution",
        ),
        (
            "FROM scratch\nARG X=${y:?no}\nLABEL a=b\n",
            {"X": "x"},
            None,
            "substitution",
            "substitution",
        ),
        ("FROM scratch\nARG B=A\nARG $B=x\nLABEL a=${A:?no}\n", {}, "substitution", None, None),
        ("ARG X=${y:?no}\nFROM scratch\nLABEL a=b\n", {}, "substitution", None, "substitution"),
        ("ARG X=${\nFROM scratch$X\nLABEL a=b\n", {}, "substitution", None, "substitution"),
        ("ARG X=${y:?no}\nFROM scratch\nLABEL a=b\n", {"X": "x"}, None, None, "substitution"),
    ],
)
def test_defaults_of_arguments(
    text: str,
    given: dict[str, str],
    newest: str | None,
    older: str | None,
    classic: str | None,
) -> None:
    """Since 27.0 BuildKit looks at each when it is used (recorded: 28.5.2, 26.1.5, 20.10.24)."""
    for builder, expected in (
        (BK, newest),
        ("buildkit@26.1", older),
        ("buildkit@20.10", older),
        (CL, classic),
    ):
        code = None
        try:
            cr.Dockerfile.parse(text, builder=builder).image(build_args=given)
        except cr.DockerfileError as error:
            code = error.code

        assert code == expected, builder


def test_platform_arguments_can_be_given() -> None:
    """A build argument of their name goes before them."""
    text = "FROM --platform=$TARGETPLATFORM scratch\nCMD a\n"

    assert refusal(text, build_args={"TARGETPLATFORM": "a/b/c/d"}) == ("platform", 1, 6)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (
            "ARG TARGETARCH\nFROM scratch AS arm64\nCMD a\nFROM $TARGETARCH\n",
            "linux/arm64",
            SHELL_A,
        ),
        ("FROM scratch AS amd64\nCMD a\nFROM $TARGETARCH\n", "linux/amd64", SHELL_A),
    ],
)
def test_a_stage_is_chosen_by_the_platform_that_is_asked_for(
    text: str, asked: str, expected: Any
) -> None:
    """The first seen on 1.28.2; the second by imagebuilder v1.2.4, not by Debian's older one."""
    assert stored("buildah@1.28", text, platform=asked) == expected
