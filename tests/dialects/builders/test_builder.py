"""What builders differ in: `cmdresolve.dialects.builders.builder`.

What each difference does to a Dockerfile is tested where it is read; here stand the recorded
facts that the records must not lose.
"""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.dialects import BUILDERS, builder

DOCKER = (
    "20.10",
    "23.0",
    "24.0",
    "25.0",
    "26.0",
    "26.1",
    "27.0",
    "27.1",
    "28.0",
    "28.1",
    "28.2",
    "28.5",
)
BUILDAH = ("1.28", "1.35", "1.39", "1.43")


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("json_whole", "27.1"),
        ("heredocs", "23.0"),
        ("heredoc_blank", "28.2"),
        # moby/buildkit directives.go discardBOM: not at v0.18.2, at v0.19.0.
        ("syntax_behind_mark", "28.0"),
    ],
)
@pytest.mark.parametrize("name", ["buildkit", "classic"])
def test_docker_s_two_builders_share_a_parser(name: str, field: str, first: str) -> None:
    """What it reads otherwise, both read otherwise since the same release."""
    expected = {version: DOCKER.index(version) >= DOCKER.index(first) for version in DOCKER}

    assert {
        version: getattr(builder(f"{name}@{version}").reading, field) for version in DOCKER
    } == expected


@pytest.mark.parametrize(
    ("field", "buildkit", "classic", "buildah"),
    [
        ("honours_shell", True, True, False),
        ("bare_cmd", ("",), (), ()),
        ("bare_entrypoint", ("",), None, None),
        ("empty_entrypoint", None, None, ()),
        ("empty_cmd_counts", True, False, False),
        ("args_escaped", "cmd-sets", "both-clear", "kept"),
    ],
)
def test_what_an_instruction_gives_is_the_builder_s(
    field: str, buildkit: Any, classic: Any, buildah: Any
) -> None:
    """In all versions alike (recorded on Docker 20.10, 26.1, 28.5 and Buildah 1.28, 1.39, 1.43)."""
    known = {"buildkit": buildkit, "classic": classic, "buildah": buildah}
    for record in (x for x in BUILDERS if x.name in known):
        expected = known[record.name]
        assert getattr(record.forms, field) == expected, record.key


@pytest.mark.parametrize("version", BUILDAH)
def test_the_oci_format_has_no_shell_and_no_triggers(version: str) -> None:
    """Podman's default format drops them with a warning; the docker format keeps them."""
    oci, docker = builder(f"buildah@{version}"), builder(f"buildah@{version}/docker")

    assert (oci.storing.stores_shell, oci.triggers.stored) == (False, False)
    assert (docker.storing.stores_shell, docker.triggers.stored) == (True, True)


def test_a_directive_for_checks_came_with_27_0() -> None:
    """Before, ``# check=`` ended the run of directives."""
    assert "check" not in builder("buildkit@26.1").reading.directives
    assert "check" in builder("buildkit@27.0").reading.directives


@pytest.mark.parametrize("version", DOCKER)
def test_a_daemon_on_windows_reads_as_one_on_linux(version: str) -> None:
    """The parser is that of the release."""
    linux, windows = builder(f"classic@{version}"), builder(f"classic@{version}/windows")
    own = {
        "variant": "",
        "verified": linux.verified,
        "scheduling": windows.scheduling._replace(builds_from_scratch=True),
        "platforms": windows.platforms._replace(system="linux"),
    }

    assert windows.version == linux.version
    assert windows._replace(**own) == linux


@pytest.mark.parametrize("name", ["buildkit", "classic"])
def test_26_0_has_the_patterns_of_26_1(name: str) -> None:
    """Both have BuildKit 0.13; Docker 25.0 has 0.12."""
    found = [
        builder(f"{name}@{version}").arguments.substitution for version in ("25.0", "26.0", "26.1")
    ]

    assert found == ["plain", "patterns", "patterns"]


def test_only_a_daemon_on_windows_builds_for_windows_by_itself() -> None:
    """Read, never run: those records say so."""
    windows = [record for record in BUILDERS if record.platforms.system == "windows"]

    assert {record.name for record in windows} == {"classic"}
    assert not any(record.verified for record in windows)
