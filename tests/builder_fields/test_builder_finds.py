"""How a builder finds stages and images: FROM, targets, what runs at all."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

import cmdresolve as cr

FIELDS = cases(
    (
        "substitution",
        "buildkit@20.10",
        "plain",
        "ARG B\nFROM ${B-scratch}\nCMD a\n",
        "cmd",
        "substitution",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "arguments_over_env",
        "buildkit@28.5",
        False,
        SCRATCH + "ENV A=env\nARG A=arg\nENV B=$A\n",
        "env",
        {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A": "env"}
        | {"B": "arg"},
        {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A": "env"}
        | {"B": "env"},
    ),
    (
        "stage_lookup",
        "buildkit@28.5",
        "caseless",
        'FROM scratch AS Foo\nCMD ["a"]\nFROM Foo\n',
        "cmd",
        "reference",
        ("a",),
    ),
    (
        "checks_stage_names",
        "buildkit@28.5",
        False,
        'FROM scratch AS 1a\nCMD ["a"]\n',
        "cmd",
        "stage-name",
        ("a",),
    ),
    (
        "substitutes_stage_names",
        "buildah@1.43",
        False,
        'ARG N=x\nFROM scratch AS $N\nCMD ["a"]\nFROM x\n',
        "cmd",
        ("a",),
        "target-not-found",
        {"target": "x"},
    ),
    (
        "numbers_stages",
        "buildah@1.43",
        False,
        'FROM scratch\nCMD ["a"]\nFROM 0\n',
        "cmd",
        ("a",),
        cr.ImageConfig.undescribed("0").cmd,
        {"target": "1"},
    ),
    (
        "duplicate_stages",
        "classic@28.5",
        "last",
        'FROM scratch AS a\nCMD ["a"]\nFROM scratch AS a\nCMD ["b"]\nFROM a\nUSER x\n',
        "cmd",
        "duplicate-stage",
        ("b",),
    ),
    (
        "stage_may_shadow_scratch",
        "buildkit@28.5",
        False,
        'FROM base AS scratch\nCMD ["a"]\nFROM scratch\n',
        "cmd",
        ("a",),
        None,
    ),
    (
        "reserves_scratch",
        "classic@28.5",
        False,
        'FROM scratch:latest\nCMD ["a"]\n',
        "cmd",
        "reserved-name",
        ("a",),
    ),
    (
        "platform_arguments",
        "buildkit@28.5",
        False,
        'FROM --platform=$TARGETPLATFORM scratch\nCMD ["a"]\n',
        "cmd",
        ("a",),
        "platform",
    ),
    (
        "blank_platform",
        "buildkit@28.5",
        False,
        'FROM --platform= scratch\nCMD ["a"]\n',
        "cmd",
        ("a",),
        "flag-value",
    ),
    (
        "loose_platforms",
        "buildah@1.28",
        False,
        'FROM --platform=linux scratch\nCMD ["a"]\n',
        "cmd",
        "platform",
        ("a",),
    ),
    (
        "parses_every_reference",
        "buildkit@28.5",
        False,
        'FROM a//b\nFROM scratch\nCMD ["a"]\n',
        "cmd",
        "reference",
        ("a",),
    ),
    (
        "target_lookup",
        "buildkit@28.5",
        "exact",
        'FROM scratch AS a\nCMD ["a"]\nFROM scratch\n',
        "cmd",
        ("a",),
        "target-not-found",
        {"target": "A"},
    ),
    (
        "first_target_wins",
        "buildkit@28.5",
        True,
        'FROM scratch AS a\nCMD ["a"]\nFROM scratch AS a\nCMD ["b"]\n',
        "cmd",
        ("b",),
        ("a",),
        {"target": "a"},
    ),
    (
        "target_before_stages",
        "buildah@1.43",
        False,
        "ARG A\n",
        "cmd",
        "target-not-found",
        "no-from",
        {"target": "a"},
    ),
    (
        "needs_buildkit",
        "classic@28.5",
        False,
        SCRATCH + 'RUN --mount=type=cache,target=/x y\nCMD ["a"]\n',
        "cmd",
        "needs-buildkit",
        ("a",),
    ),
    (
        "copies_heredocs",
        "classic@28.5",
        True,
        SCRATCH + 'COPY <<A /x\nA\nCMD ["a"]\n',
        "cmd",
        "copy",
        ("a",),
    ),
    (
        "copies_many_to_any",
        "classic@28.5",
        True,
        SCRATCH + 'COPY a b c\nCMD ["a"]\n',
        "cmd",
        "copy-destination",
        ("a",),
    ),
    (
        "runs_every_stage",
        "classic@28.5",
        False,
        'FROM scratch\nLABEL a=${x?}\nFROM scratch\nCMD ["a"]\n',
        "cmd",
        "substitution",
        ("a",),
    ),
    (
        "refuses_empty_image",
        "classic@28.5",
        False,
        SCRATCH,
        "cmd",
        "empty-dockerfile",
        None,
    ),
    (
        "starts_from_nothing",
        "classic@28.5/windows",
        True,
        SCRATCH + 'CMD ["a"]\n',
        "cmd",
        "os",
        ("a",),
    ),
    (
        "other_systems",
        "classic@28.5",
        True,
        SCRATCH + 'CMD ["a"]\n',
        "cmd",
        "os",
        ("a",),
        {"platform": "windows/amd64"},
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("finds")
