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
        ("-H nosuch://", "invalid bind address format: nosuch://"),
        ("--host ' a://b '", "invalid bind address format:  a://b "),
    ],
)
@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5"])
def test_a_line_that_docker_does_not_start_with(flags: str, message: str, engine: str) -> None:
    """Asked of 20.10.24 and 28.5.2."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker {flags} run x", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


_SECOND = 'invalid argument "b" for "-H, --host" flag: specify only one -H'
_BOTH = "conflicting options: cannot specify both --host and --context"
_MAYBE = 'invalid argument "maybe" for "-D, --debug" flag: strconv.ParseBool: parsing "maybe": '
_NO_LEVEL = "Unable to parse logging level: x"


@pytest.mark.parametrize(
    ("line", "of_20_10", "of_26_1", "of_28_5"),
    [
        ("-H q://x run i", "invalid bind", "invalid bind", "invalid bind"),
        ("-H q://x run --nope i", "invalid bind", "unknown flag: --nope", "unknown flag: --nope"),
        ("-H q://x run", "invalid bind", "requires at least", "requires at least"),
        ("-H q://x run --help", "invalid bind", "asks for help", "asks for help"),
        ("-H q://x --version", "invalid bind", "asks for help", "asks for help"),
        ("-H q://x", "invalid bind", "not followed", "not followed"),
        ("-H a -H b run i", "specify only one -H", "specify only one -H", _SECOND),
        ("-H a -H b --help", "specify only one -H", "asks for help", _SECOND),
        ("-H a -H b help", "specify only one -H", "asks for help", _SECOND),
        ("-H a -H b run", "specify only one -H", "requires at least", _SECOND),
        ("-H a -H b --nope run i", "specify only one -H", "unknown flag: --nope", _SECOND),
        ("-H a -H b -D=maybe run i", "specify only one -H", _MAYBE, _SECOND),
        ("-H a -H b run --entrypoint", "specify only one -H", "flag needs an argument", _SECOND),
        ("-c c -H a -H b run i", "conflicting", "conflicting", _BOTH),
        ("-H a -H b -c c run i", "conflicting", "conflicting", _SECOND),
        ("-c c -H x run --nope i", "conflicting", "conflicting", _BOTH),
        ("-c c -H x --help", "conflicting", "conflicting", _BOTH),
        ("-H q://x -l x run i", _NO_LEVEL, _NO_LEVEL, _NO_LEVEL),
        ("-l x help", _NO_LEVEL, _NO_LEVEL, _NO_LEVEL),
        ("-l x -D=maybe run i", _NO_LEVEL, _NO_LEVEL, _NO_LEVEL),
        ("-D=maybe -l x run i", _MAYBE, _MAYBE, _MAYBE),
        ("-l x --nope", _NO_LEVEL, _NO_LEVEL, _NO_LEVEL),
        ("--nope -l x", "unknown flag: --nope", "unknown flag: --nope", "unknown flag: --nope"),
    ],
)
def test_faults_of_the_root_come_in_their_order(
    line: str, of_20_10: str, of_26_1: str, of_28_5: str
) -> None:
    """Each line was asked of 20.10.24, 26.1.5 and 28.5.2, which look at the host at other times."""
    for version, message in (("20.10", of_20_10), ("26.1", of_26_1), ("28.5", of_28_5)):
        with pytest.raises(OverrideError) as caught:
            docker_run(f"docker {line}", engine=f"docker@{version}")
        assert message in caught.value.message


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
