"""The values of docker's flags: those that bear on the first process, and all others."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run


@pytest.mark.parametrize(
    ("words", "refusing", "taking"),
    [
        ("--pid x", ("20.10", "24.0", "28.5"), ()),
        ("--pid container:", ("20.10", "24.0", "28.5"), ()),
        ("--pid host:x", ("24.0", "28.5"), ("20.10", "23.0")),
        ("--pid container:a:b", ("20.10",), ("24.0", "28.5")),
        ("--pid host", (), ("20.10", "28.5")),
        ("--pid container:x", (), ("20.10", "28.5")),
        ("--pid x --pid ''", (), ("20.10", "28.5")),
    ],
)
def test_whose_processes_the_first_one_sees(
    words: str, refusing: tuple[str, ...], taking: tuple[str, ...]
) -> None:
    """moby api/types/container/hostconfig.go PidMode, before and after 24.0."""
    for version in refusing:
        with pytest.raises(OverrideError) as caught:
            docker_run(f"docker create {words} img", engine=f"docker@{version}")
        assert (caught.value.code, caught.value.message) == (
            "flag-value",
            "--pid: invalid PID mode",
        )
    for version in taking:
        command = docker_run(f"docker create {words} img", engine=f"docker@{version}")
        assert command.image == "img"


@pytest.mark.parametrize(
    "words",
    [
        "--memory=1_0m",
        "--memory=6Mi",
        "--memory-swap=99999999999999g",
        "-p 80:80/tcp/udp",
        "-p 80//",
        "-v v:/b",
        "-v C:/x",
        "--mount type=bind,source=./data,target=/t",
        "--mount type=bind,source=../data,target=/t",
        "-v /tmp:/tmp -v /tmp:/tmp",
        "--cpus 1_0",
    ],
)
@pytest.mark.parametrize("version", ["20.10", "26.1", "28.5"])
def test_what_some_docker_starts_is_not_refused(words: str, version: str) -> None:
    """Each seen to start on one of these versions at least; no argv depends on it."""
    command = docker_run(f"docker run {words} img a", engine=f"docker@{version}")
    assert (command.image, command.override.args) == ("img", ("a",))


@pytest.mark.parametrize("words", ["-w x", "--restart x", "--rm --restart always", "-a x", "-e ''"])
def test_a_value_that_changes_no_argv_is_left_to_the_engine(words: str) -> None:
    """Docker refuses them, and tells it better itself."""
    assert docker_run(f"docker run {words} img").image == "img"
