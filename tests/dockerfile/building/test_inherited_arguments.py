"""What a stage on another inherits of its arguments, as Podman 5.8 built it."""

from __future__ import annotations

import pytest

import cmdresolve as cr

GIVEN = {"N": "u"}


@pytest.mark.parametrize(
    ("text", "given", "env"),
    [
        ("FROM scratch AS one\nENV E=1\nARG N=$E\nFROM one\nENV Y=${N:-d}", {}, ["E=1", "Y=d"]),
        ("FROM scratch AS one\nARG N=a\nARG M=$N\nFROM one\nENV Y=${M:-d}", {}, ["Y=a"]),
        (
            "FROM scratch AS a\nARG N=a\nFROM a AS b\nARG M=$N\nENV Y=$M\nFROM b\nENV Z=${M:-e}",
            {},
            ["Y=a", "Z=e"],
        ),
        ("FROM scratch AS one\nARG N\nFROM one\nENV Y=${N:-d}", GIVEN, ["Y=u"]),
        ("FROM scratch AS one\nARG N=x$N\nFROM one\nENV Y=${N:-d}", GIVEN, ["Y=u"]),
        ("ARG N=g\nFROM scratch AS one\nARG N\nFROM one\nENV Y=${N:-d}", {}, ["Y=g"]),
        (
            "ARG N=g\nFROM scratch AS one\nARG N\nARG M=$N\nFROM one\nENV Y=${M:-d}",
            GIVEN,
            ["Y=d"],
        ),
        ("FROM scratch AS one\nARG M=$N\nFROM one\nENV Y=${M:-d}", GIVEN, ["Y=d"]),
        (
            "FROM scratch AS one\nARG M=$TARGETOS\nENV Q=${M:-d}\nFROM one\nENV Y=${M:-d}",
            {},
            ["Q=d", "Y=linux"],
        ),
        (
            "ARG A=q\nFROM scratch AS one\nARG N=$A\nENV X=${N:-d}\nFROM one\nENV Y=${N:-d}",
            {},
            ["X=d", "Y=q"],
        ),
        (
            "ARG A='$A'\nFROM scratch AS one\nARG N=$A\nFROM one\nENV Y=${N:-d}",
            {},
            ["Y=$A"],
        ),
        ("FROM scratch AS one\nARG N=a\nENV N=e\nFROM one\nENV Y=${N:-d}", {}, ["N=e", "Y=e"]),
        ("FROM scratch\nARG N=a\nFROM 0\nENV Y=${N:-d}", {}, ["Y=a"]),
        (
            "FROM scratch AS one\nARG TARGETARCH=x\nFROM one\nENV Y=$TARGETARCH",
            {},
            ["Y=amd64"],
        ),
    ],
)
def test_defaults_are_worked_out_before_any_stage_runs(
    text: str, given: dict[str, str], env: list[str]
) -> None:
    file = cr.Dockerfile.parse(f"{text}\n", builder="buildah@1.43")
    path, *others = file.image(build_args=given).env

    assert path.startswith("PATH=")
    assert others == env


REDEFINED = "FROM scratch AS a\nARG TARGETPLATFORM=\n"
OTHERS = "FROM a AS b\nENV Y=1\nFROM scratch\nENV Z=1\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (REDEFINED + "FROM a\n", "TARGETPLATFORM"),
        (REDEFINED + OTHERS, "TARGETPLATFORM"),
        (REDEFINED + "FROM a\nFROM b\n", "TARGETPLATFORM"),
        (REDEFINED + "FROM --platform=linux/amd64 " + OTHERS[5:], "TARGETPLATFORM"),
        ("FROM scratch\nARG TARGETPLATFORM=\nFROM 0\nFROM scratch\n", "TARGETPLATFORM"),
        ("FROM scratch AS a\nARG A=b BUILDPLATFORM=x\n" + OTHERS, "BUILDPLATFORM"),
        ("FROM scratch AS a\nARG T${X}ARGETPLATFORM=\n" + OTHERS, "TARGETPLATFORM"),
        ("ARG X=TARGETPLATFORM\nFROM scratch AS a\nARG $X=q\n" + OTHERS, "TARGETPLATFORM"),
        ("FROM scratch AS a\nARG X=BUILD\nARG ${X}PLATFORM=q\n" + OTHERS, "BUILDPLATFORM"),
    ],
)
@pytest.mark.parametrize("target", [None, "nowhere"])
def test_no_stage_starts_from_one_that_gives_a_platform_a_default(
    text: str, name: str, target: str | None
) -> None:
    """It is refused first of all, whatever is built. Run on Podman 5.8.6."""
    file = cr.Dockerfile.parse(text, builder="buildah@1.43")

    with pytest.raises(cr.DockerfileError, match=f'attempted to redefine "{name}"') as caught:
        file.image(target=target)

    assert text.split("\n")[caught.value.line - 1].startswith("ARG")


@pytest.mark.parametrize(
    "text",
    [
        REDEFINED + "FROM scratch\nENV Z=1\n",
        "ARG S=a\n" + REDEFINED + OTHERS.replace("FROM a", "FROM $S"),
        REDEFINED + "FROM scratch AS a\n" + OTHERS,
        REDEFINED.replace("AS a", "AS A") + OTHERS,
        "FROM scratch AS a\nARG TARGETARCH=x TARGETPLATFORM\n" + OTHERS,
        "FROM scratch AS a\nONBUILD ARG TARGETPLATFORM=\n" + OTHERS,
    ],
)
def test_a_default_that_no_stage_inherits_is_refused_where_it_runs_alone(text: str) -> None:
    """The stages' names are compared as they are written. Run on Podman 5.8.6."""
    env = cr.Dockerfile.parse(text, builder="buildah@1.43").image().env

    assert env[-1] == "Z=1"


def test_a_long_chain_of_stages_with_arguments_passes_a_limit() -> None:
    """Each hands on all that stand before it."""
    stages = "".join(f"FROM s{n} AS s{n + 1}\nARG A{n}=a\n" for n in range(2_000))
    file = cr.Dockerfile.parse(f"FROM scratch AS s0\n{stages}", builder="buildah@1.43")

    with pytest.raises(cr.LimitError):
        file.image()
