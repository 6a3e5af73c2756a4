"""The flags of ``docker run`` and ``docker create``, by version.

Source: docker/cli cli/command/container/opts.go, run.go and create.go, cli/flags/options.go and
cli/cobra.go, compared over every release from v20.10.0 to v29.7.2.
"""

from __future__ import annotations

from functools import cache, partial

from attrs import evolve

from cmdresolve.dialects.version import Version
from cmdresolve.go.numbers import parse_bool, parse_duration, parse_int, parse_uint
from cmdresolve.model.image_reference import check_any
from cmdresolve.starters.command_line.client import Client, past_flags
from cmdresolve.starters.command_line.docker import values
from cmdresolve.starters.command_line.flag_tables import BOOL, SINGLE, Check, Row, SinceVersion
from cmdresolve.starters.command_line.flag_values import FlagCheck, FlagValues, for_last
from cmdresolve.starters.command_line.program import Program

_20_10: Version = (20, 10)
_23_0: Version = (23, 0)
_24_0: Version = (24, 0)
_25_0: Version = (25, 0)
_27_0: Version = (27, 0)
_28_0: Version = (28, 0)
_28_4: Version = (28, 4)

_ROWS = (
    Row(
        _20_10,
        "",
        BOOL,
        "disable-content-trust help init interactive/i no-healthcheck oom-kill-disable privileged "
        "publish-all/P read-only rm tty/t",
    ),
    Row(_20_10, "run", BOOL, "detach/d sig-proxy"),
    Row(_23_0, "", BOOL, "quiet/q"),
    Row((28, 1), "", BOOL, "use-api-socket"),
    Row(
        _20_10,
        "",
        "text",
        "add-host attach/a blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile "
        "cpus cpuset-cpus cpuset-mems device device-cgroup-rule device-read-bps device-read-iops "
        "device-write-bps device-write-iops dns dns-opt dns-option dns-search domainname "
        "entrypoint env-file env/e expose gpus group-add health-cmd hostname/h io-maxbandwidth ip "
        "ip6 ipc isolation kernel-memory label-file label/l link link-local-ip log-driver log-opt "
        "mac-address memory-reservation memory-swap memory/m mount name net net-alias network "
        "network-alias pid platform publish/p pull restart runtime security-opt shm-size "
        "stop-signal storage-opt sysctl tmpfs ulimit user/u userns uts volume-driver volume/v "
        "volumes-from workdir/w",
    ),
    Row(_20_10, "run", "text", "detach-keys"),
    Row(_24_0, "", "text", "annotation"),
    Row(
        _20_10,
        "",
        "int",
        "cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares/c "
        "health-retries memory-swappiness oom-score-adj pids-limit stop-timeout",
    ),
    Row(_20_10, "", "uint16", "blkio-weight"),
    Row(_20_10, "", "uint64", "io-maxiops"),
    Row(_20_10, "", "duration", "health-interval health-timeout health-start-period"),
    Row(_25_0, "", "duration", "health-start-interval"),
)

_ROOT = (
    Row(_20_10, "", BOOL, "debug/D help/h tls tlsverify version/v"),
    Row(
        _20_10,
        "",
        "text",
        "config context/c host/H log-level/l tlscacert tlscert tlskey",
    ),
    # docker/cli v28.4.0 cli/flags/options.go hostVar.
    Row(_28_4, "", SINGLE, "host/H"),
)

_LEVEL = (Row(_20_10, "", BOOL, "help/h"),)

_CHECKS: tuple[SinceVersion[Check | None], ...] = (
    SinceVersion(
        _20_10,
        {
            BOOL: parse_bool,
            "text": None,
            SINGLE: None,
            "int": parse_int,
            "uint16": partial(parse_uint, bits=16),
            "uint64": parse_uint,
            "duration": parse_duration,
        },
    ),
)

_AFTER_READING: tuple[SinceVersion[FlagCheck], ...] = (
    SinceVersion(_20_10, {"pid": for_last("pid", values.pid_20_10)}),
    SinceVersion(_24_0, {"pid": for_last("pid", values.pid)}),
)


def _later(_: FlagValues) -> None:
    """Take any value, because it is looked at later."""


_AT_ROOT: tuple[SinceVersion[FlagCheck], ...] = (
    SinceVersion(
        _20_10,
        {
            "log-level": for_last("log-level", values.log_level),
            "context": values.conflict_before_28_0,
            "host": values.hosts,
        },
    ),
    SinceVersion(_23_0, {"host": _later}),
    SinceVersion(_28_0, {"context": values.conflict}),
)

# Since 23.0 docker resolves the host when it first needs the engine (docker/cli v23.0.0
# cli/command/cli.go initialize), where Initialize did so before all else in 20.10.
_CONNECTING: tuple[SinceVersion[FlagCheck], ...] = (SinceVersion(_23_0, {"host": values.hosts}),)

_DOCKER = Program(
    name="docker",
    root=_ROOT,
    level=_LEVEL,
    command=_ROWS,
    checks=_CHECKS,
    after_reading=_AFTER_READING,
    at_root=_AT_ROOT,
    connecting=_CONNECTING,
    image=(
        (_20_10, partial(check_any, names_it=False, upper_domain=False)),
        (_25_0, partial(check_any, upper_domain=False)),
        (_27_0, check_any),
    ),
    no_image=(
        (_20_10, '"{}" requires at least 1 argument.'),
        (_28_0, "'{}' requires at least 1 argument"),
    ),
    find=past_flags,
)


@cache
def docker_client(version: Version) -> Client:
    """Make the command line of a version of Docker, from 20.10 on."""
    return evolve(
        _DOCKER.at(version),
        windows_only=frozenset(("cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops")),
    )
