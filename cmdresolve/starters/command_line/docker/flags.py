"""The flags of ``docker run`` and ``docker create``, by version.

Source: docker/cli cli/command/container/opts.go, run.go and create.go, cli/flags/options.go and
cli/cobra.go, compared over every release from v20.10.0 to v29.7.2.
"""

from __future__ import annotations

from functools import cache, partial

from attrs import evolve

from cmdresolve.dialects.version import Version
from cmdresolve.go.numbers import parse_bool, parse_duration, parse_int, parse_size, parse_uint
from cmdresolve.starters.command_line.client import Client, past_flags
from cmdresolve.starters.command_line.docker import daemon, late, values
from cmdresolve.starters.command_line.docker.mounts import mount_check
from cmdresolve.starters.command_line.docker.networks import network_check
from cmdresolve.starters.command_line.docker.ports import (
    PORTS_20_10,
    PORTS_25_0,
    PORTS_28_5,
    expose_check,
    publish_check,
)
from cmdresolve.starters.command_line.docker.volumes import mounts_check
from cmdresolve.starters.command_line.flag_tables import BOOL, Check, Row, Step
from cmdresolve.starters.command_line.flag_values import Late, anything, for_each, for_last
from cmdresolve.starters.command_line.image_reference import check_reference
from cmdresolve.starters.command_line.program import Program

_20_10: Version = (20, 10)
_23_0: Version = (23, 0)
_24_0: Version = (24, 0)
_25_0: Version = (25, 0)
_26_0: Version = (26, 0)
_27_0: Version = (27, 0)
_28_0: Version = (28, 0)
_28_5: Version = (28, 5)

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
        "cap-add cap-drop cgroup-parent cgroupns cidfile cpuset-cpus cpuset-mems device dns-opt "
        "dns-option domainname entrypoint env-file expose group-add health-cmd hostname/h ip ip6 "
        "ipc isolation label-file link-local-ip log-driver log-opt mac-address name net-alias "
        "network-alias pid platform publish/p pull restart runtime security-opt stop-signal "
        "storage-opt tmpfs user/u userns uts volume/v volume-driver volumes-from workdir/w",
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
    Row(
        _20_10,
        "",
        "size",
        "io-maxbandwidth kernel-memory memory/m memory-reservation shm-size",
    ),
    Row(_20_10, "", "swap-size", "memory-swap"),
    Row(_20_10, "", "cpus", "cpus"),
    Row(_20_10, "", "attach", "attach/a"),
    Row(_20_10, "", "env", "env/e"),
    Row(_20_10, "", "label", "label/l"),
    Row(_20_10, "", "link", "link"),
    Row(_20_10, "", "sysctl", "sysctl"),
    Row(_20_10, "", "ulimit", "ulimit"),
    Row(_20_10, "", "ip", "dns"),
    Row(_20_10, "", "dns-search", "dns-search"),
    Row(_20_10, "", "extra-host", "add-host"),
    Row(_20_10, "", "device-rule", "device-cgroup-rule"),
    Row(_20_10, "", "weight-device", "blkio-weight-device"),
    Row(_20_10, "", "bps-device", "device-read-bps device-write-bps"),
    Row(_20_10, "", "iops-device", "device-read-iops device-write-iops"),
    Row(_20_10, "", "gpus", "gpus"),
    Row(_20_10, "", "mount", "mount"),
    Row(_20_10, "", "network", "net network"),
)

_ROOT = (
    Row(_20_10, "", BOOL, "debug/D help/h tls tlsverify version/v"),
    Row(
        _20_10,
        "",
        "text",
        "config context/c host/H log-level/l tlscacert tlscert tlskey",
    ),
)

_LEVEL = (Row(_20_10, "", BOOL, "help/h"),)

_CHECKS: tuple[Step[Check | None], ...] = (
    Step(
        _20_10,
        {
            BOOL: parse_bool,
            "text": None,
            "int": parse_int,
            "uint16": values.uint16,
            "uint64": parse_uint,
            "duration": parse_duration,
            "size": values.size_20_10,
            "swap-size": values.swap_check(values.size_20_10),
            "cpus": values.cpus,
            "attach": values.attach,
            "env": values.env,
            "label": values.label,
            "link": values.link,
            "sysctl": values.sysctl_20_10,
            "ulimit": values.ulimit,
            "ip": values.ip_address_20_10,
            "dns-search": values.dns_search,
            "extra-host": values.extra_host_20_10,
            "device-rule": values.device_cgroup_rule,
            "weight-device": values.weight_device,
            "bps-device": values.bps_check(values.size_20_10),
            "iops-device": values.iops_device,
            "gpus": values.gpus_20_10,
            "mount": mount_check(),
            "network": network_check(),
        },
    ),
    Step(
        _23_0,
        {
            "size": parse_size,
            "swap-size": values.swap_check(parse_size),
            "bps-device": values.bps_check(parse_size),
            "sysctl": values.sysctl,
        },
    ),
    Step(
        _25_0,
        {
            "ip": values.ip_address,
            "extra-host": values.extra_host,
            "mount": mount_check("bind-recursive"),
            "network": network_check("mac-address", "link-local-ip"),
        },
    ),
    Step(_26_0, {"mount": mount_check("bind-recursive", "volume-subpath")}),
    Step(
        _28_0,
        {
            "mount": mount_check("bind-recursive", "volume-subpath", "image-subpath"),
            "network": network_check("mac-address", "link-local-ip", "gw-priority"),
            # Since 28.0.2, which a 28.0 stands for.
            "gpus": values.gpus,
        },
    ),
)

# In the order in which the command line looks: the steps only replace.
_LATE: tuple[Step[Late], ...] = (
    Step(
        _20_10,
        {
            "pull": anything,
            "mac-address": for_last("mac-address", late.mac_address),
            "memory-swappiness": for_last("memory-swappiness", late.swappiness),
            "volume": anything,
            "publish": for_each("publish", publish_check(PORTS_20_10)),
            "expose": for_each("expose", expose_check(PORTS_20_10)),
            "device": for_each("device", late.device_20_10),
            "pid": for_last("pid", late.pid_20_10),
            "uts": for_last("uts", late.host_check_20_10("--uts: invalid UTS mode")),
            "userns": for_last("userns", late.host_check_20_10("--userns: invalid USER mode")),
            "cgroupns": for_last("cgroupns", late.cgroupns),
            "restart": for_last("restart", late.restart_20_10),
            "log-opt": late.logging,
            "security-opt": for_each("security-opt", late.security_option_20_10),
            "storage-opt": for_each("storage-opt", late.storage_option),
            "health": late.health,
            "rm": late.restart_and_rm("Conflicting options: --restart and --rm"),
            "network": late.networks_20_10,
            "links": late.links_20_10,
            "detach": late.attach_and_detach("Conflicting options: -a and -d"),
        },
    ),
    Step(
        _23_0,
        {
            "pull": for_last("pull", late.pull),
            "restart": for_last("restart", late.restart_23_0),
            "security-opt": for_each("security-opt", late.security_option),
        },
    ),
    Step(
        _24_0,
        {
            "pid": for_last("pid", late.pid),
            "uts": for_last("uts", late.host_check("--uts: invalid UTS mode")),
            "userns": for_last("userns", late.host_check("--userns: invalid USER mode")),
        },
    ),
    Step(
        _25_0,
        {
            "volume": for_each("volume", late.volume),
            "publish": for_each("publish", publish_check(PORTS_25_0)),
            "expose": for_each("expose", expose_check(PORTS_25_0)),
            "device": for_each("device", late.device),
            "restart": for_last("restart", late.restart),
            "network": late.networks,
            "links": late.links,
        },
    ),
    Step(
        _28_0,
        {
            "rm": late.restart_and_rm(
                "conflicting options: cannot specify both --restart and --rm"
            ),
            "links": anything,
            "detach": late.attach_and_detach(
                "conflicting options: cannot specify both --attach and --detach"
            ),
        },
    ),
    Step(
        _28_5,
        {
            "publish": for_each("publish", publish_check(PORTS_28_5)),
            "expose": for_each("expose", expose_check(PORTS_28_5)),
        },
    ),
)

_ADD_20_10, _DROP_20_10 = daemon.capability_checks(newest=False)
_ADD, _DROP = daemon.capability_checks()

# What the engine refuses of its own flags, in the order in which it looks.
_ENGINE: tuple[Step[Late], ...] = (
    Step(
        _20_10,
        {
            "platform": for_last("platform", daemon.platform),
            "network": daemon.one_network,
            "annotation": anything,
            "workdir": for_last("workdir", daemon.working_directory),
            "health": daemon.health,
            "restart": for_last("restart", daemon.restart_20_10),
            "oom-score": for_last("oom-score-adj", daemon.oom_score),
            "ipc": anything,
            "modes": daemon.network_modes_check("Invalid"),
            "mac": daemon.mac_and_mode,
            "isolation": for_last(
                "isolation",
                daemon.isolation_check(
                    "Invalid isolation: {quoted} - linux only supports 'default'"
                ),
            ),
            "cap-add": for_each("cap-add", _ADD_20_10),
            "cap-drop": for_each("cap-drop", _DROP_20_10),
            "memory": daemon.memory,
            "cpus": daemon.processors,
            "stop-signal": for_last("stop-signal", daemon.signal_check("Invalid signal")),
            "security-opt": for_each(
                "security-opt", daemon.security_option_check("no-new-privileges")
            ),
            "name": for_last("name", daemon.name),
            "mounts": mounts_check(relative=False),
            "addresses": anything,
        },
    ),
    Step(
        _23_0,
        {
            "cap-add": for_each("cap-add", _ADD),
            "cap-drop": for_each("cap-drop", _DROP),
            "mounts": mounts_check(),
        },
    ),
    Step(_24_0, {"annotation": for_each("annotation", daemon.annotation)}),
    Step(
        _25_0,
        {
            "network": anything,
            "ipc": for_last("ipc", daemon.ipc),
            "restart": for_last("restart", daemon.restart),
            "mac": anything,
            "stop-signal": for_last("stop-signal", daemon.signal_check("invalid signal")),
            "addresses": daemon.addresses,
        },
    ),
    Step(
        _28_0,
        {
            "modes": daemon.network_modes_check("invalid"),
            "isolation": for_last(
                "isolation",
                daemon.isolation_check("invalid isolation ({text}): linux only supports 'default'"),
            ),
            "security-opt": for_each(
                "security-opt",
                daemon.security_option_check("no-new-privileges", "writable-cgroups"),
            ),
            "mounts": mounts_check("image"),
        },
    ),
)

_DOCKER = Program(
    name="docker",
    root=_ROOT,
    level=_LEVEL,
    command=_ROWS,
    checks=_CHECKS,
    late=_LATE,
    image=(
        (_20_10, partial(check_reference, names_it=False, upper_domain=False)),
        (_25_0, partial(check_reference, upper_domain=False)),
        (_27_0, check_reference),
    ),
    no_image=(
        (_20_10, '"{}" requires at least 1 argument.'),
        (_28_0, "'{}' requires at least 1 argument"),
    ),
    find=past_flags,
    engine=_ENGINE,
)


@cache
def docker_client(version: Version) -> Client:
    """Make the command line of a version of Docker, from 20.10 on."""
    return evolve(
        _DOCKER.at(version),
        windows_only=frozenset(("cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops")),
        at_once=(late.log_level,),
    )
