"""What names in a Dockerfile stand for: stages, and images outside the file."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.builds import (
    BA,
    BK,
    CL,
    SHELL_A,
    A,
    built,
    stored,
)


@pytest.mark.parametrize("builder", [BK, CL, BA])
def test_a_base_may_be_described_under_a_name_that_is_no_reference(builder: str) -> None:
    """Who describes it knows what it is."""
    assert built("FROM Own\n", builder, bases={"Own": A}).cmd == ("a",)


def test_a_context_stands_in_for_a_base() -> None:
    """It is found by the full name."""
    context = cr.ImageConfig(cmd=["ctx"])

    assert built("FROM a\n", contexts={"docker.io/library/a": context}).cmd == ("ctx",)
    assert built('FROM scratch\nCMD ["s"]\n', contexts={"scratch": context}).cmd == ("s",)


def test_a_stage_name_two_stages_share_is_chance_under_buildah() -> None:
    """Either may be taken: that cannot be known."""
    with pytest.raises(cr.UnknownImageError) as caught:
        built("FROM a AS x\nFROM a AS x\nFROM x\n", BA)

    assert caught.value.code == "ambiguous-stage"


def test_buildah_knows_a_stage_by_its_name_though_words_follow_it() -> None:
    """Run on 1.28.2: such a stage has no number, and is refused for its words when it is run."""
    asked = {"dockerfile": "FROM scratch AS a b\nCMD c\n", "builder": "buildah@1.28"}

    assert cr.answer({**asked, "target": "0"})["error"]["code"] == "target-not-found"
    assert cr.answer({**asked, "target": "a"})["error"]["code"] == "from-arguments"


NEWEST, NEWER, OLD = "buildah@1.43/docker", "buildah@1.39/docker", "buildah@1.28/docker"


@pytest.mark.parametrize("builder", [NEWEST, NEWER, OLD])
def test_a_stage_without_a_name_is_called_by_its_number(builder: str) -> None:
    """Recorded on 1.28.2, 1.39.3 and 1.43.2; imagebuilder builder.go NewStages."""
    assert stored(builder, "FROM scratch\nCMD a\nFROM 0\n") == SHELL_A
    assert stored(builder, "FROM scratch\nCMD a\nFROM scratch\n", target="0") == SHELL_A


@pytest.mark.parametrize(
    ("builder", "expected"), [(NEWEST, SHELL_A), (NEWER, SHELL_A), (OLD, "base-name-blank")]
)
def test_a_stage_whose_name_comes_to_nothing_is_found_by_nothing(
    builder: str, expected: Any
) -> None:
    """Recorded; 1.28 substitutes no names of stages."""
    assert stored(builder, "FROM scratch AS $A\nCMD a\nFROM $A\n") == expected


@pytest.mark.parametrize(
    ("text", "newest", "old"),
    [
        ("FROM --platform=linux scratch\nCMD a\n", SHELL_A, "platform"),
        ("FROM --platform=/linux/ scratch\nCMD a\n", SHELL_A, SHELL_A),
        ("FROM --platform=a/b scratch\nCMD a\n", SHELL_A, SHELL_A),
        ("FROM --platform=a/b/c/d scratch\nCMD a\n", "platform", "platform"),
        ("FROM --platform=bla scratch\nCMD a\n", "platform", "platform"),
        ("FROM --platform=local scratch\nCMD a\n", SHELL_A, SHELL_A),
        ("FROM --platform=$A scratch\nCMD a\n", "flag-value", SHELL_A),
        ("FROM --platform=bla scratch\nFROM scratch\nCMD a\n", SHELL_A, SHELL_A),
    ],
)
def test_a_platform_is_read_when_its_stage_runs(text: str, newest: Any, old: Any) -> None:
    """Recorded; buildah pkg/parse Platform at v1.43.1 and v1.28.2."""
    assert (stored(NEWEST, text), stored(OLD, text)) == (newest, old)


@pytest.mark.parametrize(
    ("text", "newest", "old"),
    [
        ("FROM ${B-x}\nFROM scratch\nCMD a\n", "substitution", "substitution"),
        ("FROM ${B#x}\nFROM scratch\nCMD a\n", SHELL_A, "substitution"),
        ("FROM ${B:?x}\nFROM scratch\nCMD a\n", SHELL_A, "substitution"),
        ("FROM scratch AS ${B-x}\nCMD a\n", "substitution", SHELL_A),
    ],
)
def test_every_from_is_substituted_whether_its_stage_is_needed_or_not(
    text: str, newest: Any, old: Any
) -> None:
    """Recorded; imagebuildah/executor.go looks for the stages that are needed."""
    assert (stored(NEWEST, text), stored(OLD, text)) == (newest, old)


@pytest.mark.parametrize(
    ("flags", "newest", "next_one", "old"),
    [
        ("--after=a", SHELL_A, SHELL_A, "unknown-flag"),
        ("--after=0", SHELL_A, SHELL_A, "unknown-flag"),
        ("--after=b", SHELL_A, "after", "unknown-flag"),
        ("--after=1", SHELL_A, "after", "unknown-flag"),
        ("--after=a --after=a", SHELL_A, "after", "unknown-flag"),
        ("--after=", "flag-value", "flag-value", "unknown-flag"),
        ("--after=$N", "flag-value", "flag-value", "unknown-flag"),
        ("--platform=linux/amd64 --platform=linux/amd64", SHELL_A, SHELL_A, SHELL_A),
    ],
)
def test_a_stage_may_wait_for_another(flags: str, newest: Any, next_one: Any, old: Any) -> None:
    """Seen on 1.28.2 and 1.43.2; source: buildah v1.44.0 imagebuildah/executor.go Build."""
    text = f"FROM scratch AS a\nFROM {flags} scratch\nCMD a\n"
    for builder, expected in ((BA, newest), ("buildah@1.44", next_one), ("buildah@1.28", old)):
        assert stored(builder, text) == expected
