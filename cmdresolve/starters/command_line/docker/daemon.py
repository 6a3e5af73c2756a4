"""What the Docker engine itself refuses in the flags of a container, whatever host it is on.

What depends on the host is left open: cgroups and their limits, devices, drivers and runtimes,
other containers, networks and volumes, files.
Source: moby v28.5.2 daemon/container.go, daemon/daemon_unix.go, runconfig/hostconfig_unix.go,
daemon/network; every text recorded from Docker 20.10.24, 26.1.5 and 28.5.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.dockerfile.building.platform import parse_platform
from cmdresolve.dockerfile.refusals.signals import is_signal
from cmdresolve.go.fields import is_ip
from cmdresolve.go.numbers import (
    FlagValueError,
    parse_duration,
    parse_int,
    parse_rational,
    parse_size,
)
from cmdresolve.go.text import SPACE, lower, quote
from cmdresolve.starters.command_line.docker.networks import attachment
from cmdresolve.starters.command_line.flag_values import Given, Late
from cmdresolve.starters.command_line.pflag import Use


def platform(text: str) -> None:
    """``--platform``: an operating system, an architecture, or both."""
    if text and parse_platform(text) is None:
        raise FlagValueError(f"error parsing specified platform: {quote(text)}: invalid argument")


_NAME = re.compile(r"/?[a-zA-Z0-9][a-zA-Z0-9_.-]+")


def name(text: str) -> None:
    """``--name``: two characters at least."""
    if text and not _NAME.fullmatch(text):
        raise FlagValueError(
            f"Invalid container name ({text}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
        )


def working_directory(text: str) -> None:
    """``--workdir``: an absolute path."""
    if text and not text.startswith("/"):
        raise FlagValueError(
            f"the working directory '{text}' is invalid, it needs to be an absolute path"
        )


_POLICIES = ("", "no", "always", "on-failure", "unless-stopped")


def restart(text: str) -> None:
    """``--restart`` (from 25.0): one of four policies, the number after ``on-failure`` alone."""
    policy, count = _policy(text)
    bad = "invalid restart policy: "
    if policy not in _POLICIES:
        raise FlagValueError(
            f"{bad}unknown policy '{policy}'; use one of 'no', 'always', 'on-failure', "
            "or 'unless-stopped'"
        )
    if policy == "on-failure" and count < 0:
        raise FlagValueError(f"{bad}maximum retry count cannot be negative")
    if policy not in ("", "on-failure") and count:
        more = " and cannot be negative" if count < 0 else ""
        raise FlagValueError(f"{bad}maximum retry count can only be used with 'on-failure'{more}")


def restart_20_10(text: str) -> None:
    """``--restart`` (before 25.0)."""
    policy, count = _policy(text)
    if policy not in _POLICIES:
        raise FlagValueError(f"invalid restart policy '{policy}'")
    if policy == "on-failure" and count < 0:
        raise FlagValueError("maximum retry count cannot be negative")
    if policy not in ("", "on-failure") and count:
        raise FlagValueError(f"maximum retry count cannot be used with restart policy '{policy}'")


def _policy(text: str) -> tuple[str, int]:
    policy, _, count = text.partition(":")
    return policy, parse_int(count or "0", 10)


def isolation_check(message: str) -> Callable[[str], None]:
    """Make the check of ``--isolation``: Linux has the default alone.

    Args:
        message: the refusal, with ``{text}`` or ``{quoted}`` for the value.
    """

    def isolation(text: str) -> None:
        if lower(text) not in ("", "default"):
            raise FlagValueError(message.format(text=text, quoted=quote(text)))

    return isolation


_IPC_MODES = ("", "none", "private", "shareable", "host")


def ipc(text: str) -> None:
    """``--ipc``."""
    if text not in _IPC_MODES and not text.startswith("container:"):
        raise FlagValueError(f"invalid IPC mode: {text}")


def signal_check(message: str) -> Callable[[str], None]:
    """Make the check of ``--stop-signal``."""

    def signal(text: str) -> None:
        if text and not is_signal(text):
            raise FlagValueError(f"{message}: {text}")

    return signal


_CAPABILITIES_20_10 = frozenset(
    "AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER "
    "FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN "
    "NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN "
    "SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME "
    "SYS_TTY_CONFIG WAKE_ALARM".split()
)
#: The capabilities that Linux has, without their ``CAP_``.
CAPABILITIES = _CAPABILITIES_20_10 | {"BPF", "CHECKPOINT_RESTORE", "PERFMON"}


def capability_checks(
    *, newest: bool = True
) -> tuple[Callable[[str], None], Callable[[str], None]]:
    """Make the checks of ``--cap-add`` and ``--cap-drop``; before 23.0 three are not known."""
    known = CAPABILITIES if newest else _CAPABILITIES_20_10

    def check(text: str, field: str) -> None:
        capability = text.upper()
        if capability != "ALL" and capability.removeprefix("CAP_") not in known:
            shown = capability if capability.startswith("CAP_") else f"CAP_{capability}"
            raise FlagValueError(f"invalid {field}: unknown capability: {quote(shown)}")

    return lambda text: check(text, "CapAdd"), lambda text: check(text, "CapDrop")


_SECURITY_KEYS = ("apparmor", "label", "seccomp")
_TRUTHS = ("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False")


def security_option_check(*truths: str) -> Callable[[str], None]:
    """Make the check of ``--security-opt`` where `truths` are the options that are true or not."""

    def security_option(text: str) -> None:
        if text in ("no-new-privileges", "systempaths=unconfined", "systempaths:unconfined"):
            return
        key, equals, value = text.partition("=")
        if not equals:
            key, _, value = text.partition(":")
        if key not in _SECURITY_KEYS and not (key in truths and value in _TRUTHS):
            raise FlagValueError(f"invalid --security-opt 2: {quote(text)}")

    return security_option


_LEAST_MEMORY = 6 * 1024 * 1024
_ADJUSTMENTS = range(-1000, 1001)
_MILLISECOND = 10**6
_HEALTH_NAMES = (
    ("health-interval", "Interval"),
    ("health-timeout", "Timeout"),
    ("health-start-period", "StartPeriod"),
    ("health-start-interval", "StartInterval"),
)


def memory(given: Given) -> None:
    """``--memory``: six megabytes at least, and there when swap is limited."""
    limit = parse_size(given.text("memory") or "0")
    if 0 < limit < _LEAST_MEMORY:
        given.refuse("memory", "Minimum memory limit allowed is 6MB")
    swap = given.text("memory-swap") or "0"
    if not limit and swap != "-1" and parse_size(swap) > 0:
        given.refuse(
            "memory-swap",
            "You should always set the Memory limit when using Memoryswap limit, see usage",
        )


def processors(given: Given) -> None:
    """``--cpus`` is a period and a quota in one."""
    fraction = parse_rational(given.text("cpus") or "0")
    for flag, what in (("cpu-period", "CPU Period"), ("cpu-quota", "CPU Quota")):
        number = parse_int(given.text(flag) or "0")
        if fraction is not None and fraction[0] > 0 and number > 0:
            given.refuse(flag, f"Conflicting options: Nano CPUs and {what} cannot both be set")


def oom_score(text: str) -> None:
    """``--oom-score-adj``."""
    value = parse_int(text)
    if value not in _ADJUSTMENTS:
        raise FlagValueError(f"Invalid value {value}, range for oom score adj is [-1000, 1000]")


def health(given: Given) -> None:
    """``--health-*``: a millisecond at least."""
    for flag, what in _HEALTH_NAMES:
        if 0 < parse_duration(given.text(flag) or "0") < _MILLISECOND:
            given.refuse(flag, f"{what} in Healthcheck cannot be less than 1ms")


def annotation(text: str) -> None:
    """``--annotation``: a key that is not empty."""
    if text.startswith("="):
        raise FlagValueError(
            "invalid Annotations: the empty string is not permitted as an annotation key"
        )


_NO_CONTAINER = "{} network mode: invalid container format container:<name|id>"


def network_modes_check(word: str) -> Late:
    """Make the check of the flags that do not go with another container's network, or host UTS.

    Args:
        word: how its text begins: ``invalid`` or ``Invalid`` (before 28.0).
    """

    def network_modes(given: Given) -> None:
        target = _first_network(given)
        if target == "container:":
            given.refuse(_network_flag(given), _NO_CONTAINER.format(word))
        if target.startswith("container:"):
            for flag, what in _CONTAINER_NETWORK:
                if given.text(flag) and given.text(flag) not in _FALSE:
                    given.refuse(flag, f"conflicting options: {what}")
        elif target == "host":
            given.refuse("link", f"conflicting options: {_LINKS.format('host type networking')}")
        if given.text("uts") == "host" and given.text("hostname"):
            given.refuse("hostname", "conflicting options: hostname and the UTS mode")

    return network_modes


_FALSE = ("0", "f", "F", "false", "FALSE", "False")
_LINKS = "{} can't be used with links. This would result in undefined behavior"
_CONTAINER_NETWORK = (
    ("hostname", "hostname and the network mode"),
    ("link", _LINKS.format("container type network")),
    ("dns", "dns and the network mode"),
    ("add-host", "custom host-to-IP mapping and the network mode"),
    ("publish", "port publishing and the container type network mode"),
    ("publish-all", "port publishing and the container type network mode"),
    ("expose", "port exposing and the container type network mode"),
)


def mac_and_mode(given: Given) -> None:
    """``--mac-address`` does not go with the network of the host or a container (before 25.0)."""
    target = _first_network(given)
    if given.text("mac-address") and (target == "host" or target.startswith("container:")):
        given.refuse("mac-address", "conflicting options: mac-address and the network mode")


def one_network(given: Given) -> None:
    """``--network`` more than once needs 25.0."""
    names = [attachment(use.value).target for use in _network_uses(given)]
    if len(names) > 1:
        given.refuse(
            _network_flag(given),
            f"Container cannot be connected to network endpoints: {', '.join(names)}",
        )


def addresses(given: Given) -> None:
    """``--ip``, ``--ip6`` and ``--link-local-ip`` (from 25.0)."""
    target = _first_network(given)
    where = "bridge" if target in ("", "default") else target
    bad = f"invalid config for network {where}: invalid endpoint settings:\n"
    made = target not in ("", "default", "bridge", "host", "none")
    for flag, what in (("ip", "IPv4"), ("ip6", "IPv6")):
        text = given.text(flag)
        if text and (not made or not is_ip(text) or (":" in text) != (flag == "ip6")):
            told = f"invalid {what} address: {text}"
            if not made:
                told = "user specified IP address is supported on user defined networks only"
            given.refuse(flag, bad + told)
    for text in given.values("link-local-ip"):
        if not is_ip(text.strip(SPACE)):
            given.refuse("link-local-ip", f"{bad}invalid link-local IP address: {text}")


def _network_uses(given: Given) -> list[Use]:
    return [use for use in given.uses if use.name in ("network", "net")]


def _network_flag(given: Given) -> str:
    return _network_uses(given)[-1].name


def _first_network(given: Given) -> str:
    uses = _network_uses(given)
    return attachment(uses[0].value).target if uses else ""
