"""What a builder checks before it builds, and in which order."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

FIELDS = cases(
    (
        "checking.lint_rules",
        "buildkit@28.5",
        frozenset(),
        "# check=error=true\n" + SCRATCH + "CMD a\n",
        "cmd",
        "lint",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "checking.skips_before_from",
        "buildah@1.28",
        False,
        'CMD ["a"]\n' + SCRATCH + 'CMD ["b"]\n',
        "cmd",
        ("b",),
        "no-from",
    ),
    (
        "checking.every_stage",
        "buildah@1.43",
        True,
        "FROM scratch\nFOO\n" + SCRATCH + 'CMD ["b"]\n',
        "cmd",
        ("b",),
        "unknown-instruction",
    ),
    (
        "checking.every_arg",
        "buildah@1.43",
        False,
        'FROM scratch AS x\nARG\nFROM scratch\nCMD ["a"]\n',
        "cmd",
        "arguments",
        ("a",),
    ),
    (
        "checking.blank_names",
        "buildkit@28.5",
        False,
        SCRATCH + "LABEL a=b =c\nCMD a\n",
        "cmd",
        "key-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "checking.bare_arg",
        "buildkit@28.5",
        False,
        SCRATCH + "ARG\nCMD a\n",
        "cmd",
        "arguments",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "checking.ports",
        "buildkit@28.5",
        False,
        SCRATCH + "EXPOSE x\nCMD a\n",
        "exposed_ports",
        "port",
        ("x/tcp",),
    ),
    (
        "checking.empty_working_dir",
        "classic@28.5",
        False,
        SCRATCH + "WORKDIR $unset\nCMD a\n",
        "working_dir",
        "workdir",
        "/",
    ),
    (
        "flags.of_add",
        "buildkit@28.5",
        frozenset(),
        SCRATCH + "ADD --link a b\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags.of_copy",
        "buildkit@28.5",
        frozenset(),
        SCRATCH + "COPY --link a b\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags.of_from",
        "buildkit@28.5",
        frozenset(),
        "FROM --platform=linux scratch\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags.of_healthcheck",
        "buildkit@28.5",
        frozenset(),
        SCRATCH + "HEALTHCHECK --retries=1 CMD x\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags.of_run",
        "buildkit@28.5",
        frozenset(),
        SCRATCH + "RUN --mount=type=cache,target=/x y\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "flags.one_by_one",
        "buildah@1.43",
        False,
        SCRATCH + "COPY --chown=1 --chown=2 a b\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "duplicate-flag",
    ),
    (
        "flags.may_be_empty",
        "buildah@1.43",
        True,
        SCRATCH + "COPY --chown= a b\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "flags.ignored_by",
        "buildah@1.43",
        frozenset(),
        SCRATCH + "CMD --foo bar\n",
        "cmd",
        ("/bin/sh", "-c", "bar"),
        "unknown-flag",
    ),
    (
        "flags.least_retries",
        "buildkit@20.10",
        0,
        SCRATCH + "HEALTHCHECK --retries=0 CMD x\nCMD a\n",
        "cmd",
        "healthcheck",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "running.mounts",
        "buildkit@20.10",
        "late",
        "FROM scratch\nRUN --mount=type=odd x\nFROM scratch\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "running.mount_keys",
        "buildkit@26.1",
        frozenset({"type", "target", "env"}),
        SCRATCH + "RUN --mount=type=cache,target=/a,env=b x\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "running.networks",
        "buildkit@28.5",
        frozenset(),
        "FROM scratch\nRUN --network=odd x\nFROM scratch\nCMD a\n",
        "cmd",
        "flag-value",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "running.needs_buildkit",
        "classic@28.5",
        False,
        SCRATCH + 'RUN --mount=type=cache,target=/x y\nCMD ["a"]\n',
        "cmd",
        "needs-buildkit",
        ("a",),
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("checks")
