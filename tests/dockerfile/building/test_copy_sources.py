"""What COPY and RUN take files from, as it is checked while stages run."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.builds import (
    SHELL_A,
    code,
    faulted,
    fired,
    stored,
)

NEW, OLDER, OLD = "buildkit@28.5", "buildkit@26.1", "buildkit@20.10"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", None),
        ("A", None),
        ("0", None),
        ("+0", None),
        ("", None),
        ("nope", None),
        ("1", "stage-index"),
        ("2", "stage-index"),
        ("-1", "stage-index"),
        ("B", "reference"),
        ("$x", "reference"),
        ("scratch", "reserved-name"),
    ],
)
def test_the_classic_builder_looks_for_a_stage_when_it_copies(
    name: str, expected: str | None
) -> None:
    """Among those that have run (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = f"FROM scratch AS a\nENV x=y\nFROM scratch\nCOPY --from={name} /b /c\nCMD d\n"

    for builder in ("classic@20.10", "classic@26.1", "classic@28.5"):
        assert code(text, builder) == expected


ORDER = "circular-dependency"


@pytest.mark.parametrize(
    ("name", "newest", "older", "oldest", "classic"),
    [
        ("a", None, ORDER, None, None),
        ("0", None, ORDER, None, None),
        ("b", None, None, None, None),
        ("2", "stage-index", "stage-index", "stage-index", "stage-index"),
        ("scratch", None, ORDER, None, "reserved-name"),
        ("B:x", "reference", ORDER, None, "reference"),
        ("$X", "substitution", ORDER, None, "reference"),
    ],
)
def test_a_trigger_copies_from_what_is_there(
    name: str, newest: str | None, older: str | None, oldest: str | None, classic: str | None
) -> None:
    """What it names is built for it since 28.0 (recorded: 28.5.2, 26.1.5, 20.10.24)."""
    text = 'FROM scratch AS a\nENV x=y\nFROM base AS b\nCMD ["c"]\n'
    trigger = f"COPY --from={name} / /x/"

    assert fired(text, trigger, "buildkit@28.5") == newest
    assert fired(text, trigger, "buildkit@26.1") == older
    assert fired(text, trigger, "buildkit@20.10") == oldest
    assert fired(text, trigger, "classic@28.5") == classic


@pytest.mark.parametrize("trigger", ["RUN --mount= x", "RUN --mount=from=$X x"])
def test_a_trigger_whose_mount_is_none_is_refused_when_it_fires(trigger: str) -> None:
    """Of a base and of a stage (recorded: BuildKit 28.5.2)."""
    in_the_file = f'FROM scratch AS a\nONBUILD {trigger}\nFROM a\nCMD ["c"]\n'

    assert fired('FROM base\nCMD ["c"]\n', trigger, "buildkit@28.5") == "flag-value"
    assert code(in_the_file, "buildkit@28.5") == "flag-value"


def test_a_trigger_mounts_what_is_there() -> None:
    """As COPY takes it (moby/buildkit v0.25.2 convert_runmount.go)."""
    text = 'FROM base\nCMD ["c"]\nFROM scratch AS later\nFROM 0\n'
    text = 'FROM base AS b\nCMD ["c"]\nFROM scratch AS later\nFROM b\n'

    assert fired(text, "RUN --mount=from=later,target=/m x", "buildkit@28.5") == ORDER
    assert fired(text, "RUN --mount=target=/m x", "buildkit@28.5") is None


def test_a_mount_is_taken_from_earlier_stages_only() -> None:
    """Since 26.0."""
    text = "FROM scratch AS a\nRUN --mount=from=b,target=/m x\nFROM a AS b\nCMD c\n"

    assert faulted(text)[::2] == (
        "circular-dependency",
        '2: cannot mount from stage "b", stage needs to be defined before current command',
    )
    assert cr.Dockerfile.parse(text, builder="buildkit@20.10").image().cmd is not None


NOT_FOUND = "base-not-found"
BUILDAHS = ("buildah@1.43/docker", "buildah@1.39/docker", "buildah@1.28/docker")
COPIES = "FROM scratch AS a\nFROM scratch\n{}CMD a\n"


@pytest.mark.parametrize(
    ("lines", "newest", "newer", "old"),
    [
        ("COPY --from=$N / /x\n", "copy", "copy", "copy"),
        ("COPY --from=p-$N / /x\n", NOT_FOUND, NOT_FOUND, NOT_FOUND),
        ("COPY --from=UPPER / /x\n", NOT_FOUND, NOT_FOUND, NOT_FOUND),
        ("ARG N=a\nCOPY --from=$N / /x\n", NOT_FOUND, SHELL_A, NOT_FOUND),
        ("ARG N=a M=$N\nCOPY --from=$M / /x\n", "copy", "copy", "copy"),
        ("ARG N=a\nARG M=$N\nCOPY --from=$M / /x\n", NOT_FOUND, SHELL_A, NOT_FOUND),
        ("COPY --from=${N:-a} / /x\n", SHELL_A, SHELL_A, NOT_FOUND),
        ("COPY --from=a$N / /x\n", SHELL_A, SHELL_A, NOT_FOUND),
        ("COPY --from=0 / /x\n", SHELL_A, SHELL_A, SHELL_A),
        ("COPY --from=other / /x\n", SHELL_A, SHELL_A, SHELL_A),
        ("COPY --from=docker://x / /x\n", SHELL_A, SHELL_A, SHELL_A),
    ],
)
def test_files_are_copied_from_a_stage_that_was_seen_to_be_needed(
    lines: str, newest: Any, newer: Any, old: Any
) -> None:
    """Seen on 1.28.2, 1.39.3 and 1.43.2; what else is the name of an image may be there."""
    for builder, expected in zip(BUILDAHS, (newest, newer, old), strict=True):
        assert stored(builder, COPIES.format(lines)) == expected


def test_only_what_stands_too_early_is_refused() -> None:
    """A stage that runs before the copy may be copied from (moby/buildkit v0.13.2 convert.go)."""
    text = (
        "FROM scratch AS a\nENV x=y\nFROM scratch AS b\nCOPY --from=a / /x\n"
        "COPY --from=c / /y\nFROM scratch AS c\nENV x=y\n"
    )

    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text, builder=OLDER).image(target="b")

    assert (caught.value.code, caught.value.line) == (ORDER, 5)


def test_add_names_no_stage() -> None:
    """Its flags say nothing of stages, whatever COPY beside it does (recorded: 26.1.5)."""
    text = "FROM scratch AS a\nENV x=y\nFROM scratch\nCOPY --from=a / /x\nADD --chown=1:2 b /b\n"

    assert code(text, "classic@26.1") is None
