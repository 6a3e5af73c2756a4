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


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ("--log-level=bogus", "Unable to parse logging level: bogus"),
        ("-l=", "Unable to parse logging level: ="),
        ("-H unix:///a -H unix:///b", "specify only one -H"),
        ("-H '' -H ''", "specify only one -H"),
        ("-H nosuch://", "invalid bind address format: nosuch://"),
        ("--host ' a://b '", "invalid bind address format:  a://b "),
    ],
)
@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5"])
def test_a_line_that_docker_does_not_start_with(flags: str, message: str, engine: str) -> None:
    """Asked of 20.10.24 and 28.5.2, before the command is looked at."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker {flags} run x", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize("flags", ["-c x -H unix:///y", "-c x -H ''", "--context=default --host="])
@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("docker@20.10", "conflicting options: either specify --host or --context, not both"),
        ("docker@27.5", "conflicting options: either specify --host or --context, not both"),
        ("docker@28.5", "conflicting options: cannot specify both --host and --context"),
    ],
)
def test_a_context_and_a_host_exclude_each_other(flags: str, engine: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker {flags} run x", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize(
    "flags",
    [
        "--context=",
        "-c ''",
        "-c '' -H unix:///y",
        "--host=",
        "-H ''",
        "-H=",
        "-H tcp://",
        "-H bogus",
        "-H ssh://u@h",
        "--log-level=",
        "-l ''",
        "--log-level=WARNING",
        "--log-level=trace",
        "--log-level=$LEVEL",
        "--config=",
    ],
)
@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5"])
def test_a_line_that_docker_starts_with(flags: str, engine: str) -> None:
    """Empty names are not given, and whether a host answers is not known."""
    assert docker_run(f"docker {flags} run x", engine=engine).image == "x"
