"""How Buildah finds stages and platforms, where that differs from other builders or by version."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch import protocol

A = ["/bin/sh", "-c", "a"]
NEWEST, NEWER, OLD = "buildah@1.43/docker", "buildah@1.39/docker", "buildah@1.28/docker"


def stored(builder: str, text: str, **more: Any) -> Any:
    """Return the Cmd of the image, or the code of the refusal, or what would have to be known."""
    found = protocol.answer({"builder": builder, "dockerfile": text, "run": False, **more})
    if "error" in found:
        return found["error"]["code"]
    return found["image"]["Cmd"]


@pytest.mark.parametrize("builder", [NEWEST, NEWER, OLD])
def test_a_stage_without_a_name_is_called_by_its_number(builder: str) -> None:
    """Recorded on 1.28.2, 1.39.3 and 1.43.2; imagebuilder builder.go NewStages."""
    assert stored(builder, "FROM scratch\nCMD a\nFROM 0\n") == A
    assert stored(builder, "FROM scratch\nCMD a\nFROM scratch\n", target="0") == A


@pytest.mark.parametrize(("builder", "expected"), [(NEWEST, A), (NEWER, A), (OLD, "target")])
def test_a_named_stage_has_its_number_as_a_target_since_1_35(builder: str, expected: Any) -> None:
    """Recorded; before, a number is the name of a stage without one, and nothing else."""
    found = stored(builder, "FROM scratch AS x\nCMD a\nFROM scratch\n", target="0")
    assert found == (expected if expected == A else "target-not-found")


@pytest.mark.parametrize(
    ("builder", "expected"), [(NEWEST, A), (NEWER, A), (OLD, "base-name-blank")]
)
def test_a_stage_whose_name_comes_to_nothing_is_found_by_nothing(
    builder: str, expected: Any
) -> None:
    """Recorded; 1.28 substitutes no names of stages."""
    assert stored(builder, "FROM scratch AS $A\nCMD a\nFROM $A\n") == expected


@pytest.mark.parametrize(
    ("text", "newest", "old"),
    [
        ("FROM --platform=linux scratch\nCMD a\n", A, "platform"),
        ("FROM --platform=/linux/ scratch\nCMD a\n", A, A),
        ("FROM --platform=a/b scratch\nCMD a\n", A, A),
        ("FROM --platform=a/b/c/d scratch\nCMD a\n", "platform", "platform"),
        ("FROM --platform=bla scratch\nCMD a\n", "platform", "platform"),
        ("FROM --platform=local scratch\nCMD a\n", A, A),
        ("FROM --platform=$A scratch\nCMD a\n", "flag-value", A),
        ("FROM --platform=bla scratch\nFROM scratch\nCMD a\n", A, A),
    ],
)
def test_a_platform_is_read_when_its_stage_runs(text: str, newest: Any, old: Any) -> None:
    """Recorded; buildah pkg/parse Platform at v1.43.1 and v1.28.2."""
    assert (stored(NEWEST, text), stored(OLD, text)) == (newest, old)


@pytest.mark.parametrize(
    ("text", "newest", "old"),
    [
        ("FROM ${B-x}\nFROM scratch\nCMD a\n", "substitution", "substitution"),
        ("FROM ${B#x}\nFROM scratch\nCMD a\n", A, "substitution"),
        ("FROM ${B:?x}\nFROM scratch\nCMD a\n", A, "substitution"),
        ("FROM scratch AS ${B-x}\nCMD a\n", "substitution", A),
    ],
)
def test_every_from_is_substituted_whether_its_stage_is_needed_or_not(
    text: str, newest: Any, old: Any
) -> None:
    """Recorded; imagebuildah/executor.go looks for the stages that are needed."""
    assert (stored(NEWEST, text), stored(OLD, text)) == (newest, old)


@pytest.mark.parametrize(
    ("builder", "triggers"),
    [(NEWEST, []), (NEWER, []), (OLD, []), ("buildah@1.43", None), ("buildah@1.28", None)],
)
def test_docker_format_stores_no_triggers_as_an_empty_list(
    builder: str, triggers: list[str] | None
) -> None:
    """Recorded on 1.28.2, 1.39.3 and 1.43.2."""
    request = {"builder": builder, "dockerfile": "FROM scratch\nCMD a\n", "run": False}
    assert protocol.answer(request)["image"]["OnBuild"] == triggers


def test_expose_of_nothing_is_refused_where_nothing_else_is_checked() -> None:
    """Recorded on 1.43.2; imagebuilder dispatchers.go expose."""
    assert stored(NEWEST, "FROM scratch\nEXPOSE $A\nCMD a\n") == "arguments"
    assert stored(NEWEST, "FROM scratch\nEXPOSE x $A\nCMD a\n") == A


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("FROM scratch AS x\nARG\nFROM scratch\nCMD a\n", "arguments"),
        ("FROM scratch AS x\nARG V=${W-w}\nFROM scratch\nCMD a\n", "substitution"),
        ("FROM scratch AS x\nARG V=${W:-w}\nFROM scratch\nCMD a\n", A),
        ("FROM scratch AS x\nENV V\nFROM scratch\nCMD a\n", "key-value"),
        ("FROM scratch AS x\nLABEL\nFROM scratch\nCMD a\n", A),
    ],
)
def test_an_arg_is_checked_in_every_stage_since_1_43(text: str, newest: Any) -> None:
    """Recorded on 1.43.2; imagebuilder builder.go NewStages. Older ones die of a bare ARG."""
    assert stored(NEWEST, text) == newest


@pytest.mark.parametrize(
    ("text", "target", "newest", "newer", "old"),
    [
        ("ARG A\n", "x", "target-not-found", "target-not-found", "target-not-found"),
        ("ARG A\n", None, "no-from", "no-from", "no-from"),
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
        ("FROM scratch\nCMD a\nFROM\n", "0", "from-arguments", A, A),
        ("FROM\nFROM scratch\nCMD a\n", None, "from-arguments", A, A),
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
        ("CMD x\nFROM scratch AS y\nCMD a\n", "1", A, "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\n", "1", A, A),
        ("CMD x\nFROM scratch\nCMD a\n", "+1", A, "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\n", "00", "no-from", "target-not-found"),
        ("CMD x\nFROM scratch\nCMD a\nFROM 1\n", None, A, A),
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
    assert [stored(builder, text, target="a") for builder in builders] == [A, first, first]


def test_a_stage_after_the_target_shares_no_name() -> None:
    """Recorded on 1.43.2, 1.39.3 and 1.28.2: what comes after the target is cut off."""
    text = "FROM scratch AS a\nCMD a\nFROM a AS b\nFROM scratch AS a\nCMD c\n"
    assert [stored(x, text, target="b") for x in (NEWEST, NEWER, OLD)] == [A, A, A]
