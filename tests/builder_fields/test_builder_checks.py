"""What a builder checks before it builds, and in which order."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

FIELDS = cases(
    (
        "lint_rules",
        "buildkit@28.5",
        frozenset(),
        "# check=error=true\n" + SCRATCH + "CMD a\n",
        "cmd",
        "lint",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "drops_heading",
        "buildah@1.28",
        False,
        'CMD ["a"]\n' + SCRATCH + 'CMD ["b"]\n',
        "cmd",
        ("b",),
        "no-from",
    ),
    (
        "checks_every_stage",
        "buildah@1.43",
        True,
        "FROM scratch\nFOO\n" + SCRATCH + 'CMD ["b"]\n',
        "cmd",
        ("b",),
        "unknown-instruction",
    ),
    (
        "checks_every_arg",
        "buildah@1.43",
        False,
        'FROM scratch AS x\nARG\nFROM scratch\nCMD ["a"]\n',
        "cmd",
        "arguments",
        ("a",),
    ),
    (
        "flags",
        "buildkit@28.5",
        {},
        SCRATCH + "RUN --mount=type=cache,target=/x y\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags_one_by_one",
        "buildah@1.43",
        False,
        SCRATCH + "COPY --chown=1 --chown=2 a b\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "duplicate-flag",
    ),
    (
        "empty_flags",
        "buildah@1.43",
        True,
        SCRATCH + "COPY --chown= a b\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "ignores_flags",
        "buildah@1.43",
        frozenset(),
        SCRATCH + "CMD --foo bar\n",
        "cmd",
        ("/bin/sh", "-c", "bar"),
        "unknown-flag",
    ),
    (
        "counts_retries_from",
        "buildkit@20.10",
        0,
        SCRATCH + "HEALTHCHECK --retries=0 CMD x\nCMD a\n",
        "cmd",
        "healthcheck",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "mounts",
        "buildkit@20.10",
        "late",
        "FROM scratch\nRUN --mount=type=odd x\nFROM scratch\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "mount_keys",
        "buildkit@26.1",
        frozenset({"type", "target", "env"}),
        SCRATCH + "RUN --mount=type=cache,target=/a,env=b x\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "networks",
        "buildkit@28.5",
        frozenset(),
        "FROM scratch\nRUN --network=odd x\nFROM scratch\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("checks")
