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
from cmdresolve.starters.command_line.flag_tables import BOOL, Check, Row, Step
from cmdresolve.starters.command_line.flag_values import Late, anything
from cmdresolve.starters.command_line.podman import late, networks, values
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


_CHECKS: tuple[Step[Check | None], ...] = (
    Step(
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

_ALIASES: tuple[Step[str], ...] = (
    Step(
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
    Step(_4_4, {"purge": "purge"}),
)

# In the order in which the command line looks, as far as that is known: the steps only replace.
_LATE: tuple[Step[Late], ...] = (
    Step(
        _4_3,
        {
            "init-container": late.init_container,
            "user-namespace": late.user_namespace,
            "cpus-and-others": late.cpus,
            "no-hosts": late.hosts,
            "streams": late.streams,
            "pid": late.namespace,
            "init": late.init,
            "pull": values.each(
                "pull",
                values.one_of(
                    "unsupported pull policy {quoted}",
                    "always",
                    "missing",
                    "never",
                    "newer",
                    "true",
                    "false",
                    "ifnewer",
                    "ifmissing",
                    "ifnotpresent",
                ),
            ),
            "restart": values.restart,
            "health": values.health,
            "health-times": anything,
            "memory": values.each("memory memory-reservation memory-swap", values.memory),
            "shm-size": values.each("shm-size", values.shared_memory),
            "blkio-weight": values.each("blkio-weight", values.block_weight),
            "stop-signal": values.each("stop-signal", values.signal),
            "mac-address": values.each("mac-address", values.mac_address),
            "ip": values.each("ip ip6", values.ip_address),
            "label": values.each("label", values.label),
            "env": values.each("env", values.env_check("invalid environment variable")),
            "ulimit": values.each("ulimit", values.in_lists(values.ulimits)),
            "add-host": values.each("add-host", values.in_lists(values.hosts)),
            "capabilities": values.each("cap-add cap-drop", values.in_lists(values.capability)),
            "uts": values.each("uts", values.namespace_check()),
            "cgroupns": values.each("cgroupns", values.namespace_check()),
            "ipc": values.each("ipc", values.namespace_check("shareable", "none")),
            "userns": values.each("userns", values.namespace_check("auto", "keep-id", "nomap")),
            "dns": values.each("dns", values.in_lists(values.dns)),
            "publish": values.each("publish", values.in_lists(networks.publish)),
            "bridge": networks.bridge,
            "expose": values.each("expose", values.in_lists(networks.expose)),
            "cgroups": values.each(
                "cgroups",
                values.one_of(
                    "running container create option: invalid cgroup mode {quoted}: invalid "
                    "argument",
                    "enabled",
                    "disabled",
                    "no-conmon",
                    "split",
                ),
            ),
            "health-on-failure": values.each(
                "health-on-failure",
                values.one_of(
                    "invalid on-failure action {quoted} for health check: supported actions are "
                    "none,kill,restart,stop",
                    "none",
                    "kill",
                    "restart",
                    "stop",
                ),
            ),
            "image-volume": values.each(
                "image-volume",
                values.one_of(
                    "invalid image volume mode {quoted} required value: bind, tmpfs, ignore",
                    "bind",
                    "tmpfs",
                    "ignore",
                ),
            ),
            "annotation": anything,
            "sysctl": values.each("sysctl", values.in_lists(values.sysctl)),
            "device-cgroup-rule": values.each(
                "device-cgroup-rule", values.in_lists(values.device_rule)
            ),
            "mount": values.each(
                "mount", values.mount_check("bind tmpfs devpts image volume", "bind|tmpfs|volume")
            ),
            "log-opt": values.each("log-opt", values.key_value("invalid log option {quoted}")),
            "volume": values.each("volume", values.mounted),
            "tmpfs": values.each("tmpfs", values.tmpfs),
            "name": values.each("name", values.name),
        },
    ),
    Step(
        _5_0,
        {
            "env": values.each("env", values.env_check("invalid variable")),
            "image-volume": values.each(
                "image-volume",
                values.one_of(
                    "invalid image volume mode {quoted} required value: anonymous, tmpfs, ignore",
                    "anonymous",
                    "bind",
                    "tmpfs",
                    "ignore",
                ),
            ),
            "mount": values.each(
                "mount",
                values.mount_check(
                    "bind glob tmpfs ramfs devpts image volume", "bind|glob|tmpfs|volume"
                ),
            ),
            "annotation": values.each(
                "annotation", values.key_value("annotations must be formatted KEY=VALUE")
            ),
        },
    ),
    Step(
        _5_8,
        {
            "health-times": values.health_times,
            "mount": values.each(
                "mount",
                values.mount_check("bind glob tmpfs ramfs devpts image artifact volume"),
            ),
        },
    ),
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
    late=_LATE,
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
        when_read=(late.log_level,),
        json_entrypoint=True,
        asks_remote=("connection", "context", "host", "url"),
    )
