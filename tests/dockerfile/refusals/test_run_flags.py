"""RUN: what is refused in its flags."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.builds import (
    faulted,
)


@pytest.mark.parametrize(
    ("line", "fails"),
    [
        ("target=/", True),
        ("target=.", True),
        ("target=a/..", True),
        ("type=ssh", False),
        ("target=a", False),
        ("target=/a/..", False),
    ],
)
def test_nothing_may_be_mounted_at_the_root(line: str, fails: bool) -> None:  # noqa: FBT001
    """An absolute target is compared as it is written (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = f"FROM scratch\nRUN --mount={line} x\nCMD b\n"
    if fails:
        assert faulted(text)[2] == '2: invalid mount target "/"'
    else:
        assert cr.Dockerfile.parse(text).image().cmd == ("/bin/sh", "-c", "b")


def test_a_relative_target_is_found_from_the_working_directory() -> None:
    """Which is known only where the base's is."""
    text = "FROM {}\nWORKDIR /w\nRUN --mount=target=. x\nRUN --mount=target={} x\nCMD b\n"

    assert faulted(text.format("scratch", ".."))[2] == '4: invalid mount target "/"'
    assert cr.Dockerfile.parse(text.format("base", "..")).image().cmd is not None


def test_variables_of_a_mount_are_substituted() -> None:
    """Since 23.0; where nobody knows the environment, nobody knows what comes of it."""
    text = "FROM {}\nENV A=odd\nRUN --mount=type=$A,target=/a x\nCMD b\n"

    assert faulted(text.format("scratch"))[2] == '3: unsupported mount type "odd"'
    assert cr.Dockerfile.parse(text.format("base")).image().cmd is not None
    assert faulted(text.format("base"), "buildkit@20.10")[2] == '3: unsupported mount type "$A"'
    assert faulted("FROM scratch\nRUN --mount=target=${A:?no} x\n")[0] == "substitution"


def test_refuses_a_network() -> None:
    """It is one of three."""
    text = "FROM scratch\nRUN --network={} x\nFROM scratch\nCMD a\n"

    assert faulted(text.format("odd"))[2] == '2: invalid network mode "odd"'
    assert cr.Dockerfile.parse(text.format("host")).image().cmd is not None


def test_the_classic_builder_reads_mounts_before_it_refuses_them() -> None:
    """It shares the parser (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = "FROM scratch\nRUN --mount={} x\n"

    assert faulted(text.format("type=odd"), "classic@28.5")[0] == "flag-value"
    assert faulted(text.format("type=ssh"), "classic@28.5")[0] == "needs-buildkit"


_BAD = "invalid network mode"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("RUN --network=none x", None),
        ("RUN --network=host x", None),
        ("RUN --network=NONE x", f'2: {_BAD} "NONE"'),
        ("RUN --network= x", "2: no value specified for --network="),
        ("ARG N=none\nRUN --network=$N x", None),
        ("ENV N=none\nRUN --network=$N x", None),
        ("ARG N=odd\nRUN --network=$N x", f'3: {_BAD} "odd"'),
        ("RUN --network=${N:-none} x", None),
        ("RUN --network=$N x", "2: no value specified for --network="),
        ("RUN --network=odd --network=none x", None),
        ("RUN --network=none --network=odd x", f'2: {_BAD} "odd"'),
        ("RUN --network=$N --network=none x", "2: no value specified for --network="),
        ("RUN --mount=$N x", "2: no value specified for --mount="),
        ("RUN --mount=$N --network=odd x", "2: no value specified for --mount="),
        ("RUN --network=${N:?no} x", f'2: {_BAD} "no"'),
    ],
)
def test_buildah_substitutes_variables_in_flags(lines: str, message: str | None) -> None:
    """And checks the network when it comes to the instruction: asked of Podman 5.8.2."""
    text = f'FROM scratch\n{lines}\nCMD ["x"]\n'

    if message is None:
        assert cr.Dockerfile.parse(text, builder="buildah@1.43").image().cmd == ("x",)
    else:
        assert faulted(text, "buildah@1.43")[2] == message


def test_a_flag_of_a_stage_that_is_not_needed_is_not_looked_at() -> None:
    text = 'FROM scratch AS a\nRUN --network=odd x\nFROM scratch\nCMD ["x"]\n'

    assert cr.Dockerfile.parse(text, builder="buildah@1.43").image().cmd == ("x",)


def test_a_flag_that_nobody_can_substitute_is_not_refused() -> None:
    """The variable may come from the base, of which nothing is known."""
    text = 'FROM base\nRUN --network=$N --mount=$N x\nCMD ["x"]\n'

    assert cr.Dockerfile.parse(text, builder="buildah@1.43").image().cmd == ("x",)
