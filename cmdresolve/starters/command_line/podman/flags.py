"""The flags of ``podman run`` and ``podman create``, by version.

Source: podman cmd/podman/common/create.go and netflags.go, cmd/podman/containers/run.go and
create.go, cmd/podman/root.go and cmd/podman/utils/alias.go, compared over the releases from
v4.3.1 to v5.8.2.
"""

from __future__ import annotations

from functools import cache

from attrs import evolve

from cmdresolve.dialects.version import Version
from cmdresolve.go.fields import csv_record
from cmdresolve.go.numbers import parse_bool, parse_float, parse_int, parse_uint
from cmdresolve.starters.command_line.client import Client, by_traversal
from cmdresolve.starters.command_line.flag_tables import BOOL, Check, Row, SinceVersion
from cmdresolve.starters.command_line.flag_values import FlagCheck, for_last
from cmdresolve.starters.command_line.podman import values
from cmdresolve.starters.command_line.program import Program

_4_3: Version = (4, 3)
_4_4: Version = (4, 4)
_4_5: Version = (4, 5)
_4_6: Version = (4, 6)
_4_8: Version = (4, 8)
_5_0: Version = (5, 0)
_5_3: Version = (5, 3)
_5_4: Version = (5, 4)
_5_7: Version = (5, 7)
_5_8: Version = (5, 8)

_ROWS = (
    Row(
        _4_3,
        "",
        BOOL,
        "disable-content-trust env-host help http-proxy init interactive/i no-healthcheck no-hosts "
        "oom-kill-disable privileged publish-all/P quiet/q read-only read-only-tmpfs replace rm "
        "rootfs tls-verify tty/t unsetenv-all",
    ),
    Row(_4_3, "run", BOOL, "detach/d passwd rmi sig-proxy"),
    Row(
        _4_3,
        "",
        "text",
        "arch authfile blkio-weight cgroup-parent cgroupns cgroups cidfile conmon-pidfile "
        "cpuset-cpus cpuset-mems entrypoint env/e env-merge health-cmd health-interval "
        "health-on-failure health-start-period health-timeout hostname/h image-volume init-path ip "
        "ip6 ipc kernel-memory label/l log-driver mac-address memory/m memory-reservation "
        "memory-swap mount name network os passwd-entry personality pid pidfile platform pod "
        "pod-id-file pull restart sdnotify seccomp-policy secret security-opt shm-size "
        "signature-policy stop-signal subgidname subuidname systemd tmpfs tz umask unsetenv user/u "
        "userns uts variant volume/v volumes-from workdir/w",
    ),
    Row(_4_3, "run", "text", "detach-keys gpus"),
    Row(_4_3, "create", "text", "init-ctr"),
    Row(
        _4_3,
        "",
        "list",
        "add-host annotation attach/a blkio-weight-device cap-add cap-drop cgroup-conf chrootdirs "
        "device device-cgroup-rule device-read-bps device-read-iops device-write-bps "
        "device-write-iops dns dns-option dns-search env-file expose gidmap group-add hostuser "
        "label-file log-opt network-alias publish/p requires sysctl uidmap ulimit",
    ),
    Row(
        _4_3,
        "",
        "int",
        "cpu-quota cpu-rt-runtime memory-swappiness oom-score-adj pids-limit",
    ),
    Row(
        _4_3,
        "",
        "uint",
        "cpu-period cpu-rt-period cpu-shares/c health-retries stop-timeout timeout",
    ),
    Row(_4_3, "run", "uint", "preserve-fds"),
    Row(_4_3, "", "float", "cpus"),
    Row(_4_4, "", "text", "health-startup-cmd health-startup-interval health-startup-timeout"),
    Row(_4_4, "", "uint", "health-startup-retries health-startup-success"),
    Row(_4_4, "", "list", "decryption-key"),
    Row(_4_5, "", "text", "group-entry shm-size-systemd"),
    Row(_4_8, "", "text", "rdt-class"),
    Row(_5_0, "", "text", "retry-delay"),
    Row(_5_0, "", "uint", "retry"),
    Row(_5_0, "run", "uint-list", "preserve-fd"),
    Row(_5_0, "", "list", "gpus"),
    Row(
        _5_0,
        "",
        "text",
        "annotation blkio-weight-device chrootdirs decryption-key device device-read-bps "
        "device-read-iops device-write-bps device-write-iops env-file label-file log-opt",
    ),
    Row(_5_3, "", "text", "health-log-destination"),
    Row(_5_3, "", "uint", "health-max-log-count health-max-log-size"),
    Row(_5_4, "", BOOL, "no-hostname"),
    Row(_5_4, "", "text", "hosts-file"),
    Row(_5_7, "", "text", "cert-dir creds"),
)

# Flags of the root that every command takes as well.
_PERSISTENT = (
    Row(_4_3, "", BOOL, "help syslog trace"),
    Row(
        _4_3,
        "",
        "text",
        "cgroup-manager conmon cpu-profile default-mounts-file events-backend log-level "
        "memory-profile namespace network-backend network-cmd-path network-config-dir "
        "registries-conf root runroot runtime runtime-flag storage-driver storage-opt tmpdir "
        "volumepath",
    ),
    Row(_4_3, "", "list", "hooks-dir"),
    Row(_4_3, "", "int", "max-workers"),
    Row(_4_4, "", BOOL, "transient-store"),
    Row(_4_5, "", "text", "db-backend"),
    Row(_4_6, "", "text", "imagestore"),
    Row(_5_0, "", "text", "hooks-dir"),
    Row((5, 2), "", "text", "pull-option"),
    Row((5, 5), "", "text", "cdi-spec-dir"),
)

_ROOT = (
    Row(_4_3, "", BOOL, "debug/D noout remote/r"),
    Row(_4_3, "", "text", "config connection/c context host/H identity ssh url"),
    Row(_4_6, "", "text", "out"),
    Row((4, 7), "", "list", "module"),
    Row(_5_0, "", "text", "module"),
    Row(_5_7, "", "text", "tls-ca tls-cert tls-key"),
)

_ALONE = (Row(_4_3, "", BOOL, "version/v"),)

# What a client of a remote service does not have.
_LOCAL_ONLY = frozenset(
    "cdi-spec-dir cert-dir cgroup-manager conmon cpu-profile db-backend default-mounts-file "
    "env-host events-backend hooks-dir imagestore max-workers memory-profile module namespace "
    "network-backend network-cmd-path network-config-dir ns pull-option registries-conf root "
    "runroot runtime runtime-flag signature-policy storage-driver syslog tmpdir trace "
    "transient-store volumepath".split()
)


def _uint_list(text: str) -> None:
    for part in text.split(","):
        parse_uint(part, 10)


def _list(text: str) -> None:
    if text:
        csv_record(text)


_CHECKS: tuple[SinceVersion[Check | None], ...] = (
    SinceVersion(
        _4_3,
        {
            BOOL: parse_bool,
            "text": None,
            "list": _list,
            "int": parse_int,
            "uint": parse_uint,
            "float": parse_float,
            "uint-list": _uint_list,
        },
    ),
)

_ALIASES: tuple[SinceVersion[str], ...] = (
    SinceVersion(
        _4_3,
        {
            "dns-opt": "dns-option",
            "healthcheck-command": "health-cmd",
            "healthcheck-interval": "health-interval",
            "healthcheck-retries": "health-retries",
            "healthcheck-start-period": "health-start-period",
            "healthcheck-timeout": "health-timeout",
            "namespace": "ns",
            "net": "network",
            "override-arch": "arch",
            "override-os": "os",
            "override-variant": "variant",
            "purge": "rm",
        },
    ),
    SinceVersion(_4_4, {"purge": "purge"}),
)

# In the order in which the command line looks.
_AFTER_READING: tuple[SinceVersion[FlagCheck], ...] = (
    SinceVersion(_4_3, {"pid": for_last("pid", values.namespace), "init": values.init}),
)

_AT_ONCE: tuple[SinceVersion[FlagCheck], ...] = (
    SinceVersion(_4_3, {"log-level": values.log_level}),
)
_CONNECTING: tuple[SinceVersion[FlagCheck], ...] = (
    SinceVersion(_4_3, {"max-workers": values.workers, "connection": values.connection_before_4_8}),
    SinceVersion((4, 8), {"connection": values.connection}),
)

_PODMAN = Program(
    name="podman",
    root=(*_PERSISTENT, *_ROOT),
    alone=_ALONE,
    level=_PERSISTENT,
    # The aliases of run and create give one of the root's flags another name.
    command=(
        *(x._replace(names=x.names.replace(" namespace ", " ns ")) for x in _PERSISTENT),
        *_ROWS,
    ),
    checks=_CHECKS,
    after_reading=_AFTER_READING,
    at_once=_AT_ONCE,
    connecting=_CONNECTING,
    image=(
        (_4_3, values.image_check("")),
        (_5_0, values.image_check("parsing reference {}: ")),
    ),
    no_image=((_4_3, "requires at least 1 arg(s), only received 0"),),
    find=by_traversal,
    root_aliases={"cni-config-dir": "network-config-dir"},
    aliases=_ALIASES,
)


@cache
def podman_client(version: Version) -> Client:
    """Make the command line of a version of Podman, from 4.3 on."""
    return evolve(_client(version), remote=_client(version, _LOCAL_ONLY))


def _client(version: Version, missing: frozenset[str] = frozenset()) -> Client:
    return evolve(
        _PODMAN.at(version, missing),
        asks_remote=("connection", "context", "host", "url"),
    )
