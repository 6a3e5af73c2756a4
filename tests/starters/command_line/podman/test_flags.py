"""podman's flags by version."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run
from cmdresolve.starters.command_line.podman.flags import podman_client

BOOLS_5_8 = (
    "detach/d disable-content-trust env-host help http-proxy init interactive/i no-healthcheck "
    "no-hostname no-hosts oom-kill-disable passwd privileged publish-all/P quiet/q read-only "
    "read-only-tmpfs replace rm rmi rootfs sig-proxy tls-verify tty/t unsetenv-all"
)
VALUES_5_8 = (
    "add-host annotation arch attach/a authfile blkio-weight blkio-weight-device cap-add cap-drop "
    "cert-dir cgroup-conf cgroup-parent cgroupns cgroups chrootdirs cidfile conmon-pidfile "
    "cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares/c cpus cpuset-cpus cpuset-mems "
    "creds decryption-key detach-keys device device-cgroup-rule device-read-bps device-read-iops "
    "device-write-bps device-write-iops dns dns-option dns-search entrypoint env/e env-file "
    "env-merge expose gidmap gpus group-add group-entry health-cmd health-interval "
    "health-log-destination health-max-log-count health-max-log-size health-on-failure "
    "health-retries health-start-period health-startup-cmd health-startup-interval "
    "health-startup-retries health-startup-success health-startup-timeout health-timeout "
    "hostname/h hosts-file hostuser image-volume init-path ip ip6 ipc kernel-memory "
    "label/l label-file log-driver log-opt mac-address memory/m memory-reservation memory-swap "
    "memory-swappiness mount name network network-alias oom-score-adj os passwd-entry personality "
    "pid pidfile pids-limit platform pod pod-id-file preserve-fd preserve-fds publish/p pull "
    "rdt-class requires restart retry retry-delay sdnotify seccomp-policy secret security-opt "
    "shm-size shm-size-systemd signature-policy stop-signal stop-timeout subgidname subuidname "
    "sysctl systemd timeout tmpfs tz uidmap ulimit umask unsetenv user/u userns uts variant "
    "volume/v volumes-from workdir/w"
)
ROOT_5_8 = (
    "cdi-spec-dir cgroup-manager conmon cpu-profile db-backend default-mounts-file events-backend "
    "hooks-dir imagestore log-level max-workers memory-profile network-backend network-cmd-path "
    "network-config-dir ns pull-option registries-conf root runroot runtime runtime-flag "
    "storage-driver storage-opt syslog tmpdir trace transient-store volumepath"
)
DETACHED = {"detach", "detach-keys", "passwd", "preserve-fd", "preserve-fds", "rmi", "sig-proxy"}


def test_run_of_5_8_has_the_flags_that_the_program_lists() -> None:
    """``podman run --help`` of 5.8 and its hidden flags; the root's flags are taken as well."""
    root = set(ROOT_5_8.split())
    flags = [x for x in podman_client((5, 8)).commands["run"].flags.values() if x.name not in root]
    listed = {True: set(BOOLS_5_8.split()), False: set(VALUES_5_8.split())}
    for is_bool in (True, False):
        ours = {f"{x.name}/{x.letter}".rstrip("/") for x in flags if x.is_bool is is_bool}
        assert ours == listed[is_bool]


def test_every_command_takes_the_persistent_flags_of_the_root() -> None:
    for command in ("run", "create"):
        assert set(ROOT_5_8.split()) <= set(podman_client((5, 8)).commands[command].flags)


def test_create_takes_init_containers_and_nothing_that_runs() -> None:
    commands = podman_client((5, 8)).commands
    assert set(commands["create"].flags) - set(commands["run"].flags) == {"init-ctr"}
    assert set(commands["run"].flags) - set(commands["create"].flags) == DETACHED


@pytest.mark.parametrize(
    ("flag", "since", "before"),
    [
        ("health-startup-cmd", (4, 4), (4, 3)),
        ("group-entry", (4, 5), (4, 4)),
        ("imagestore", (4, 6), (4, 5)),
        ("rdt-class", (4, 8), (4, 7)),
        ("retry", (5, 0), (4, 9)),
        ("health-log-destination", (5, 3), (5, 2)),
        ("no-hostname", (5, 4), (5, 3)),
        ("creds", (5, 7), (5, 6)),
    ],
)
def test_a_flag_is_known_from_its_version_on(
    flag: str, since: tuple[int, ...], before: tuple[int, ...]
) -> None:
    assert podman_client(since).commands["create"].find(flag) is not None
    assert podman_client(before).commands["create"].find(flag) is None


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("net", "network"),
        ("dns-opt", "dns-option"),
        ("healthcheck-command", "health-cmd"),
        ("healthcheck-timeout", "health-timeout"),
        ("override-os", "os"),
        ("namespace", "ns"),
    ],
)
def test_older_names_stand_for_newer_ones(alias: str, name: str) -> None:
    assert podman_client((5, 8)).commands["run"].find(alias).name == name


def test_purge_stands_for_rm_until_4_4() -> None:
    assert podman_client((4, 3)).commands["run"].find("purge").name == "rm"
    assert podman_client((4, 4)).commands["run"].find("purge") is None


def test_a_client_of_a_service_lacks_what_only_a_local_one_can_do() -> None:
    remote = podman_client((5, 8)).remote
    for flag in ("signature-policy", "env-host", "cert-dir"):
        assert podman_client((5, 8)).commands["run"].find(flag) is not None
        assert remote.commands["run"].find(flag) is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--cap-add 'a\"b'", 'parse error on line 1, column 2: bare " in non-quoted-field'),
        ("--preserve-fd 1,x", 'strconv.ParseUint: parsing "x": invalid syntax'),
        ("--cpus x", 'strconv.ParseFloat: parsing "x": invalid syntax'),
        ("--health-retries -1", 'strconv.ParseUint: parsing "-1": invalid syntax'),
        ("--pids-limit x", 'strconv.ParseInt: parsing "x": invalid syntax'),
        ("--tty=perhaps", 'strconv.ParseBool: parsing "perhaps": invalid syntax'),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(words: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman run {words} img")
    assert caught.value.code == "flag-value"
    assert caught.value.message.endswith(message)


@pytest.mark.parametrize("words", ["--cap-add ''", "--group-add a,b", "--preserve-fd 3,4"])
def test_lists_may_be_empty_or_stand_between_commas(words: str) -> None:
    assert docker_run(f"podman run {words} img").image == "img"
