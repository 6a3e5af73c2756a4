"""docker's flags by version, and the command lines that only some versions take."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker.flags import docker_client
from cmdresolve.starters.command_line.docker_run import docker_run

BOOLS_28_5 = (
    "detach/d disable-content-trust help init interactive/i no-healthcheck oom-kill-disable "
    "privileged publish-all/P quiet/q read-only rm sig-proxy tty/t use-api-socket"
)
VALUES_28_5 = (
    "add-host annotation attach/a blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent "
    "cgroupns cidfile cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime "
    "cpu-shares/c cpus cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule "
    "device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt dns-option "
    "dns-search domainname entrypoint env/e env-file expose gpus group-add health-cmd "
    "health-interval health-retries health-start-interval health-start-period health-timeout "
    "hostname/h io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label/l label-file "
    "link link-local-ip log-driver log-opt mac-address memory/m memory-reservation memory-swap "
    "memory-swappiness mount name net net-alias network network-alias oom-score-adj pid "
    "pids-limit platform publish/p pull restart runtime security-opt shm-size stop-signal "
    "stop-timeout storage-opt sysctl tmpfs ulimit user/u userns uts volume/v volume-driver "
    "volumes-from workdir/w"
)
RUN_ONLY = {"detach", "detach-keys", "sig-proxy"}


def test_run_of_28_5_has_the_flags_that_the_program_lists() -> None:
    """``docker run --help`` of 28.5.2 and its hidden flags, with arity and letter."""
    flags = docker_client((28, 5)).commands["run"].flags.values()
    listed = {True: set(BOOLS_28_5.split()), False: set(VALUES_28_5.split())}
    for is_bool in (True, False):
        ours = {f"{x.name}/{x.letter}".rstrip("/") for x in flags if x.is_bool is is_bool}
        assert ours == listed[is_bool]


def test_create_lacks_the_flags_of_a_container_in_front() -> None:
    commands = docker_client((28, 5)).commands
    assert set(commands["run"].flags) - set(commands["create"].flags) == RUN_ONLY
    assert set(commands["create"].flags) <= set(commands["run"].flags)


@pytest.mark.parametrize(
    ("flag", "since", "before"),
    [
        ("quiet", (23, 0), (20, 10)),
        ("annotation", (24, 0), (23, 0)),
        ("health-start-interval", (25, 0), (24, 0)),
        ("use-api-socket", (28, 1), (28, 0)),
    ],
)
def test_a_flag_is_known_from_its_version_on(
    flag: str, since: tuple[int, ...], before: tuple[int, ...]
) -> None:
    assert docker_client(since).commands["create"].find(flag) is not None
    assert docker_client(before).commands["create"].find(flag) is None


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("20.10", '"docker run" requires at least 1 argument.'),
        ("26.1", '"docker run" requires at least 1 argument.'),
        ("28.0", "'docker run' requires at least 1 argument"),
    ],
)
def test_no_image_is_said_in_the_words_of_the_version(version: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(["docker", "run", "-it"], engine=f"docker@{version}")
    assert (caught.value.code, caught.value.message) == ("no-image", message)


@pytest.mark.parametrize(
    ("image", "version", "message"),
    [
        ("A/b", "26.1", "invalid reference format: repository name (A/b) must be lowercase"),
        ("IMG", "20.10", "invalid reference format: repository name must be lowercase"),
        (
            "IMG",
            "28.5",
            "invalid reference format: repository name (library/IMG) must be lowercase",
        ),
    ],
)
def test_an_image_name_is_refused_in_the_words_of_the_version(
    image: str, version: str, message: str
) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(["docker", "run", image], engine=f"docker@{version}")
    assert (caught.value.code, caught.value.message) == ("image-reference", message)


def test_capital_letters_before_a_slash_name_a_registry_from_27_0() -> None:
    assert docker_run(["docker", "run", "A/b"], engine="docker@27.0").image == "A/b"


@pytest.mark.parametrize("flag", ["cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops"])
def test_the_flags_of_a_windows_engine_are_refused_before_all_others(flag: str) -> None:
    """docker/cli v28.5.2 cmd/docker/docker.go isSupported: also beside a wrong flag behind it."""
    for words in ([f"--{flag}=0", "img"], [f"--{flag}=0", "--bogus"], [f"--{flag}=0"]):
        with pytest.raises(OverrideError) as caught:
            docker_run(["docker", "run", *words])
        assert caught.value.message == (
            f'"--{flag}" is only supported on a Docker daemon running on windows, but the Docker '
            "daemon is running on linux"
        )


def test_a_wrong_flag_before_one_of_a_windows_engine_is_told_of() -> None:
    with pytest.raises(OverrideError, match="unknown flag: --bogus"):
        docker_run(["docker", "run", "--bogus", "--cpu-count=0", "img"])
