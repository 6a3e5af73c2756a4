"""In which order stages are looked at and run, and which stage is the target."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.builds import (
    BA,
    BD,
    BK,
    CL,
    SHELL_A,
    built,
    stored,
)

STAGES = 'FROM a AS one\nCMD ["1"]\nFROM a\nCMD ["2"]\nFROM a AS two\nCMD ["3"]\n'


@pytest.mark.parametrize(
    ("target", "builder", "cmd"),
    [
        (None, BK, "3"),
        ("", BK, "3"),
        ("one", BK, "1"),
        ("ONE", CL, "1"),
        ("one", BA, "1"),
        ("1", BA, "2"),
        ("0", BD, "1"),
    ],
)
def test_a_target(target: str | None, builder: str, cmd: str) -> None:
    """The stage that is asked for, the last by default."""
    assert built(STAGES, builder, target=target).cmd == (cmd,)


@pytest.mark.parametrize(
    ("target", "builder"), [("three", BK), ("1", BK), ("ONE", BA), ("7", BA), ("three", CL)]
)
def test_a_target_that_is_not_there(target: str, builder: str) -> None:
    """The refusal names the stages there are."""
    with pytest.raises(cr.DockerfileError) as caught:
        built(STAGES, builder, target=target)

    assert (caught.value.code, caught.value.line) == ("target-not-found", 5)
    assert "one" in (caught.value.hint or "")


def test_a_target_among_nameless_stages() -> None:
    """Where no stage has a name, that is said."""
    with pytest.raises(cr.DockerfileError) as caught:
        built("FROM a\n", target="x")

    assert caught.value.hint == "stages: none has a name"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("FROM --platform=$NOPE scratch AS x\nFROM x as as as\n", "flag-value", 1),
        ("FROM scratch AS a\nSHELL x\nFROM a as as as\n", "shell-json", 2),
        ("FROM scratch AS a\nFOO\nFROM a as as as\n", "unknown-instruction", 2),
        ("FROM scratch AS a\nSHELL x\nFROM --platform=$NOPE a\n", "shell-json", 2),
        ("FROM scratch AS a\nCMD x\nFROM --platform=$NOPE a\n", "flag-value", 3),
    ],
)
def test_buildah_looks_at_a_from_when_it_comes_to_it(text: str, code: str, line: int) -> None:
    """Run on 1.39.3 and 1.43.2: what is wrong in an earlier stage is told first."""
    for builder in ("buildah@1.39", "buildah@1.43"):
        error = cr.answer({"dockerfile": text, "builder": builder})["error"]

        assert (error["code"], error["line"]) == (code, line)


NEWEST, NEWER, OLD = "buildah@1.43/docker", "buildah@1.39/docker", "buildah@1.28/docker"


@pytest.mark.parametrize(
    ("builder", "expected"), [(NEWEST, SHELL_A), (NEWER, SHELL_A), (OLD, "target")]
)
def test_a_named_stage_has_its_number_as_a_target_since_1_35(builder: str, expected: Any) -> None:
    """Recorded; before, a number is the name of a stage without one, and nothing else."""
    found = stored(builder, "FROM scratch AS x\nCMD a\nFROM scratch\n", target="0")
    assert found == (expected if expected == SHELL_A else "target-not-found")


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("FROM scratch AS x\nARG\nFROM scratch\nCMD a\n", "arguments"),
        ("FROM scratch AS x\nARG V=${W-w}\nFROM scratch\nCMD a\n", "substitution"),
        ("FROM scratch AS x\nARG V=${W:-w}\nFROM scratch\nCMD a\n", SHELL_A),
        ("FROM scratch AS x\nENV V\nFROM scratch\nCMD a\n", "key-value"),
        ("FROM scratch AS x\nLABEL\nFROM scratch\nCMD a\n", SHELL_A),
    ],
)
def test_an_arg_is_checked_in_every_stage_since_1_43(text: str, newest: Any) -> None:
    """Recorded on 1.43.2; imagebuilder builder.go NewStages. Older ones die of a bare ARG."""
    assert stored(NEWEST, text) == newest


@pytest.mark.parametrize(
    ("text", "target", "newest", "newer", "old"),
    [
        ("ARG SHELL_A\n", "x", "target-not-found", "target-not-found", "target-not-found"),
        ("ARG SHELL_A\n", None, "no-from", "no-from", "no-from"),
        ("# a\n", "x", "target-not-found", "target-not-found", "target-not-found"),
        ("# a\n", None, "no-instructions", "no-instructions", "no-instructions"),
        ("CMD x\n", "x", "no-from", "target-not-found", "target-not-found"),
        ("CMD x\n", "0", "no-from", "no-from", "no-from"),
        ("ARG ${A-x}\nCMD x\n", "7", "substitution", "substitution", "substitution"),
        (
            "FROM scratch\nCMD a\nFROM\n",
            "7",
            "from-arguments",
            "target-not-found",
            "target-not-found",
        ),
        ("FROM scratch\nCMD a\nFROM\n", "0", "from-arguments", SHELL_A, SHELL_A),
        ("FROM\nFROM scratch\nCMD a\n", None, "from-arguments", SHELL_A, SHELL_A),
        ("FROM ${B-x}\nFROM\nCMD a\n", None, "from-arguments", "substitution", "substitution"),
    ],
)
def test_a_missing_target_is_told_before_that_there_is_no_stage(
    text: str, target: str | None, newest: Any, newer: Any, old: Any
) -> None:
    """Recorded on 1.43.2, 1.39.3 and 1.28.2; imagebuilder builder.go, imagebuildah/build.go."""
    builders = (NEWEST, NEWER, OLD)
    assert [stored(x, text, target=target) for x in builders] == [newest, newer, old]


@pytest.mark.parametrize(
    ("text", "target", "newer", "old"),
    [
        ("CMD x\nFROM scratch AS y\nCMD a\n", "1", SHELL_A, "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\n", "1", SHELL_A, SHELL_A),
        ("CMD x\nFROM scratch\nCMD a\n", "+1", SHELL_A, "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\n", "00", "no-from", "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\nFROM 1\n", None, SHELL_A, SHELL_A),
        ("CMD x\nFROM scratch\nCMD a\nFROM 0\n", None, "no-from", "no-from"),
        ("CMD x\nFROM scratch AS 0\nCMD a\n", None, "no-from", "no-from"),
        ("CMD x\nFROM scratch AS 0\nCMD a\nFROM 0\n", None, "no-from", "no-from"),
        ("CMD x\nFROM scratch\nCMD a\nCOPY --from=0 f /\n", None, "no-from", "no-from"),
    ],
)
def test_what_stands_before_from_has_the_number_0(
    text: str, target: str | None, newer: Any, old: Any
) -> None:
    """Recorded on 1.39.3 and 1.28.2; 1.43.2 refuses such a file."""
    assert (stored(NEWER, text, target=target), stored(OLD, text, target=target)) == (newer, old)
    assert stored(NEWEST, text, target=target) == "no-from"


def test_a_target_is_the_last_stage_of_its_name_since_1_43() -> None:
    """Recorded; imagebuilder builder.go ThroughTarget goes the other way round."""
    text = "FROM scratch AS a\nCMD b\nFROM scratch AS a\nCMD a\nFROM scratch\n"
    first = ["/bin/sh", "-c", "b"]
    builders = (NEWEST, NEWER, OLD)
    assert [stored(builder, text, target="a") for builder in builders] == [SHELL_A, first, first]


def test_a_stage_after_the_target_shares_no_name() -> None:
    """Recorded on 1.43.2, 1.39.3 and 1.28.2: what comes after the target is cut off."""
    text = "FROM scratch AS a\nCMD a\nFROM a AS b\nFROM scratch AS a\nCMD c\n"
    assert [stored(x, text, target="b") for x in (NEWEST, NEWER, OLD)] == [
        SHELL_A,
        SHELL_A,
        SHELL_A,
    ]


@pytest.mark.parametrize("text", ["ARG A=${\n", "ARG A=${\nFROM scratch\n"])
@pytest.mark.parametrize(
    ("builder", "code"),
    [
        # Recorded: classic 26.1.5 and 28.5.2, BuildKit 26.1.5, Buildah 1.43.2.
        ("classic@28.5", "target-not-found"),
        ("classic@26.1", "target-not-found"),
        ("buildkit@26.1", "target-not-found"),
        ("buildah@1.43", "substitution"),
    ],
)
def test_the_target_is_looked_for_before_or_after_the_arguments(
    text: str, builder: str, code: str
) -> None:
    """The classic builder reads the ARG before the first FROM once it has its target."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text, builder=builder).image(target="e")

    assert caught.value.code == code
