"""What the Docker engine refuses in the flags of a container."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

NAME = "Invalid container name ({}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
POLICY = (
    "invalid restart policy: unknown policy 'foo'; use one of 'no', 'always', 'on-failure', or "
    "'unless-stopped'"
)
MADE = "user specified IP address is supported on user defined networks only"


def refusal(words: str, version: str) -> str:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker create {words} img", engine=f"docker@{version}")
    assert (caught.value.code, caught.value.stage) == ("flag-value", "create")
    return caught.value.message


@pytest.mark.parametrize(
    "words",
    [
        "-w ''",
        "-w /x",
        "--name ab",
        "--name /ab",
        "--name ''",
        "--restart ''",
        "--restart on-failure",
        "--restart unless-stopped:0",
        "--isolation DEFAULT",
        "--ipc container:",
        "--ipc shareable",
        "--stop-signal 999",
        "--stop-signal -1",
        "--stop-signal sigterm",
        "--stop-signal SIGRTMIN+3",
        "--cap-add cap_net_admin",
        "--cap-add all",
        "--cap-drop MKNOD",
        "--security-opt no-new-privileges=1",
        "--security-opt seccomp:unconfined",
        "--security-opt systempaths=unconfined",
        "-m 6m",
        "-m 0",
        "--memory-swap -1",
        "--cpus 1 --cpu-period 0",
        "--oom-score-adj -1000",
        "--health-interval 1ms",
        "--net container:a",
        "--net container:a --publish-all=false",
        "--uts host",
        "--net u --ip 1.2.3.4 --ip6 ::1",
        "--link-local-ip 169.254.1.1",
        "--platform linux/amd64",
        "--platform LINUX",
        "--platform ''",
    ],
)
def test_these_are_taken(words: str) -> None:
    """Recorded: docker 20.10.24, 26.1.5 and 28.5.2 all create the container."""
    for version in ("20.10", "26.1", "28.5"):
        assert docker_run(f"docker create {words} img", engine=f"docker@{version}").image == "img"


@pytest.mark.parametrize(
    ("words", "version", "message"),
    [
        ("-w x", "28.5", "the working directory 'x' is invalid, it needs to be an absolute path"),
        ("--name a", "28.5", NAME.format("a")),
        ("--name ab/c", "20.10", NAME.format("ab/c")),
        ("--restart foo", "28.5", POLICY),
        ("--restart foo", "20.10", "invalid restart policy 'foo'"),
        (
            "--restart always:3",
            "28.5",
            "invalid restart policy: maximum retry count can only be used with 'on-failure'",
        ),
        (
            "--restart always:-1",
            "28.5",
            (
                "invalid restart policy: maximum retry count can only be used with 'on-failure' "
                "and cannot be negative"
            ),
        ),
        (
            "--restart always:3",
            "20.10",
            "maximum retry count cannot be used with restart policy 'always'",
        ),
        (
            "--restart on-failure:-1",
            "28.5",
            "invalid restart policy: maximum retry count cannot be negative",
        ),
        ("--restart on-failure:-1", "20.10", "maximum retry count cannot be negative"),
        ("--isolation x", "28.5", "invalid isolation (x): linux only supports 'default'"),
        ("--isolation x", "26.1", "Invalid isolation: \"x\" - linux only supports 'default'"),
        ("--ipc none:", "28.5", "invalid IPC mode: none:"),
        ("--stop-signal x", "28.5", "invalid signal: x"),
        ("--stop-signal 0", "20.10", "Invalid signal: 0"),
        ("--cap-add x", "28.5", 'invalid CapAdd: unknown capability: "CAP_X"'),
        ("--cap-drop CAP_X", "28.5", 'invalid CapDrop: unknown capability: "CAP_X"'),
        ("--cap-add cap_all", "28.5", 'invalid CapAdd: unknown capability: "CAP_ALL"'),
        ("--cap-add BPF", "20.10", 'invalid CapAdd: unknown capability: "CAP_BPF"'),
        ("--security-opt a=b", "28.5", 'invalid --security-opt 2: "a=b"'),
        (
            "--security-opt no-new-privileges=",
            "28.5",
            'invalid --security-opt 2: "no-new-privileges="',
        ),
        (
            "--security-opt no-new-privileges:maybe",
            "28.5",
            'invalid --security-opt 2: "no-new-privileges:maybe"',
        ),
        (
            "--security-opt writable-cgroups=true",
            "26.1",
            'invalid --security-opt 2: "writable-cgroups=true"',
        ),
        ("-m 5m", "28.5", "Minimum memory limit allowed is 6MB"),
        (
            "--memory-swap 10m",
            "28.5",
            "You should always set the Memory limit when using Memoryswap limit, see usage",
        ),
        (
            "--cpus 1 --cpu-period 1000",
            "28.5",
            "Conflicting options: Nano CPUs and CPU Period cannot both be set",
        ),
        (
            "--cpus 1 --cpu-quota 1000",
            "28.5",
            "Conflicting options: Nano CPUs and CPU Quota cannot both be set",
        ),
        (
            "--oom-score-adj 1001",
            "28.5",
            "Invalid value 1001, range for oom score adj is [-1000, 1000]",
        ),
        ("--health-interval 1us", "28.5", "Interval in Healthcheck cannot be less than 1ms"),
        (
            "--health-start-interval 999us",
            "28.5",
            "StartInterval in Healthcheck cannot be less than 1ms",
        ),
        (
            "--annotation =y",
            "28.5",
            "invalid Annotations: the empty string is not permitted as an annotation key",
        ),
        (
            "--net container:",
            "28.5",
            "invalid network mode: invalid container format container:<name|id>",
        ),
        (
            "--net container:",
            "26.1",
            "Invalid network mode: invalid container format container:<name|id>",
        ),
        (
            "--net container:a -h x",
            "28.5",
            "conflicting options: hostname and the network mode",
        ),
        (
            "--net container:a -P",
            "28.5",
            "conflicting options: port publishing and the container type network mode",
        ),
        (
            "--net container:a --expose 80",
            "28.5",
            "conflicting options: port exposing and the container type network mode",
        ),
        (
            "--net container:a --link b",
            "28.5",
            (
                "conflicting options: container type network can't be used with links. This would "
                "result in undefined behavior"
            ),
        ),
        (
            "--net host --link b",
            "28.5",
            (
                "conflicting options: host type networking can't be used with links. This would "
                "result in undefined behavior"
            ),
        ),
        (
            "--uts host -h x",
            "28.5",
            "conflicting options: hostname and the UTS mode",
        ),
        (
            "--net host --mac-address 02:42:ac:11:00:02",
            "20.10",
            "conflicting options: mac-address and the network mode",
        ),
        (
            "--net u --net v",
            "20.10",
            "Container cannot be connected to network endpoints: u, v",
        ),
        (
            "--ip 1.2.3.4",
            "28.5",
            f"invalid config for network bridge: invalid endpoint settings:\n{MADE}",
        ),
        (
            "--net host --ip6 ::1",
            "28.5",
            f"invalid config for network host: invalid endpoint settings:\n{MADE}",
        ),
        (
            "--net u --ip x",
            "28.5",
            "invalid config for network u: invalid endpoint settings:\ninvalid IPv4 address: x",
        ),
        (
            "--net u --ip6 1.2.3.4",
            "28.5",
            (
                "invalid config for network u: invalid endpoint settings:\n"
                "invalid IPv6 address: 1.2.3.4"
            ),
        ),
        (
            "--link-local-ip x",
            "28.5",
            (
                "invalid config for network bridge: invalid endpoint settings:\n"
                "invalid link-local IP address: x"
            ),
        ),
        (
            "--platform a/b/c/d",
            "28.5",
            'error parsing specified platform: "a/b/c/d": invalid argument',
        ),
    ],
)
def test_these_are_refused(words: str, version: str, message: str) -> None:
    """Recorded from docker 20.10.24, 26.1.5 and 28.5.2."""
    assert refusal(words, version) == message


def test_another_engine_behind_docker_s_program_is_not_held_to_this() -> None:
    command = docker_run("docker create -w x --restart foo img", engine="podman@5.8/compat")
    assert command.image == "img"


def test_the_flag_that_the_engine_refuses_is_pointed_at() -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run("docker run --rm -w x img")
    assert (caught.value.line, caught.value.column) == (1, 20)
