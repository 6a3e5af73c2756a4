"""What podman refuses in the values of its flags, whatever host it is on.

What depends on the host is left open: cgroups, devices, networks, other containers, files.
Source: podman v5.8.2 pkg/specgenutil/specgen.go, util.go and volumes.go, libpod/options.go; every
text recorded from Podman 4.3.1, 5.4.2 and 5.8.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.dockerfile.refusals.signals import is_signal
from cmdresolve.go.fields import csv_record, is_ip, is_mac
from cmdresolve.go.numbers import (
    FlagValueError,
    parse_decimal,
    parse_duration,
    parse_size,
    parse_uint,
)
from cmdresolve.go.text import quote
from cmdresolve.starters.command_line.docker.daemon import CAPABILITIES
from cmdresolve.starters.command_line.docker.values import extra_host, ulimit
from cmdresolve.starters.command_line.flag_values import Given, Late
from cmdresolve.starters.command_line.image_reference import check_reference

_OPTION = "running container create option: "
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")


def name(text: str) -> None:
    """``--name``."""
    if text and not _NAME.fullmatch(text):
        raise FlagValueError(
            f"{_OPTION}names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"
        )


_POLICIES = ("", "no", "always", "on-failure", "unless-stopped")


def restart(given: Given) -> None:
    """``--restart``: a policy, with a number of tries for one of them, and not beside ``--rm``."""
    policy, colon, count = given.text("restart").partition(":")
    if given.is_true("rm") and policy not in ("", "no"):
        given.refuse(
            "restart",
            'the --rm option conflicts with --restart, when the restartPolicy is not "" and "no"',
        )
    if colon and policy != "on-failure":
        given.refuse(
            "restart",
            "restart policy retries can only be specified with on-failure restart policy",
        )
    if policy not in _POLICIES:
        told = f"{_OPTION}{quote(policy)} is not a valid restart policy: invalid argument"
        given.refuse("restart", told)
    if colon:
        try:
            parse_decimal(count)
        except FlagValueError as fault:
            given.refuse("restart", f"parsing restart policy retry count: {fault}")


_HEALTH_TIMES = ("health-interval", "health-timeout", "health-start-period")


def health(given: Given) -> None:
    """``--health-*``: durations, where there is a command to run."""
    if not given.text("health-cmd"):
        return
    if given.is_true("no-healthcheck"):
        given.refuse("health-cmd", "cannot specify both --no-healthcheck and --health-cmd")
    for flag in _HEALTH_TIMES:
        fault = _duration_fault(given.text(flag))
        if fault is not None:
            what = flag.replace("health-", "healthcheck-", 1)
            given.refuse(flag, f"invalid {what}: {fault}")


def health_times(given: Given) -> None:
    """``--health-*``: durations, also where no command is given (from 5.8)."""
    for flag in () if given.text("health-cmd") else _HEALTH_TIMES:
        fault = _duration_fault(given.text(flag))
        if fault is not None:
            given.refuse(flag, str(fault))


def _duration_fault(text: str) -> FlagValueError | None:
    if text in ("", "disable"):
        return None
    try:
        parse_duration(text)
    except FlagValueError as fault:
        return fault
    return None


def memory(text: str) -> None:
    """``--memory`` and the like."""
    if text in ("", "-1"):
        return
    try:
        parse_size(text)
    except FlagValueError as fault:
        raise FlagValueError(f"invalid value for memory: {fault}") from None


def shared_memory(text: str) -> None:
    """``--shm-size``."""
    try:
        parse_size(text or "0")
    except FlagValueError as fault:
        raise FlagValueError(f"unable to translate --shm-size: {fault}") from None


def block_weight(text: str) -> None:
    """``--blkio-weight``."""
    try:
        parse_uint(text or "0", 10, 16)
    except FlagValueError as fault:
        raise FlagValueError(f"invalid value for blkio-weight: {fault}") from None


def signal(text: str) -> None:
    """``--stop-signal``."""
    if text and not is_signal(text):
        raise FlagValueError(f"invalid signal: {text}")


def mac_address(text: str) -> None:
    """``--mac-address``."""
    if text and not is_mac(text):
        raise FlagValueError(f"address {text}: invalid MAC address")


def ip_address(text: str) -> None:
    """``--ip`` and ``--ip6``."""
    if text and not is_ip(text):
        raise FlagValueError(f"{quote(text)} is not an ip address")


def label(text: str) -> None:
    """``--label``: a key stands before the ``=``."""
    if text.partition("=")[0] == "":
        raise FlagValueError(f"unable to process labels: invalid label format: {quote(text)}")


def env_check(message: str) -> Callable[[str], None]:
    """Make the check of ``--env``: a name stands before the ``=``, or there is nothing."""

    def env(text: str) -> None:
        if text.startswith("="):
            raise FlagValueError(f"{message}: {quote(text)}")

    return env


def ulimits(text: str) -> None:
    """``--ulimit``."""
    if text == "host":
        return
    try:
        ulimit(text)
    except FlagValueError as fault:
        raise FlagValueError(
            f"ulimit option {quote(text)} requires name=SOFT:HARD, failed to be parsed: {fault}"
        ) from None


def hosts(text: str) -> None:
    """``--add-host``: names before one address."""
    names, colon, address = text.partition(":")
    if not colon or not names:
        raise FlagValueError(f"bad format for add-host: {quote(text)}")
    if ";" not in names:
        extra_host(f"{names}:{address}")


def capability(text: str) -> None:
    """``--cap-add`` and ``--cap-drop``."""
    known = text.upper().removeprefix("CAP_")
    if known != "ALL" and known not in CAPABILITIES:
        raise FlagValueError(f"{quote('CAP_' + known)}: unknown capability")


def dns(text: str) -> None:
    """``--dns``: an address, or ``none``."""
    if text != "none" and not is_ip(text):
        raise FlagValueError(f"{text} is not an ip address")


_MODES = ("", "pod", "host", "private")


def namespace_check(*more: str) -> Callable[[str], None]:
    """Make the check of ``--uts`` and the like; `more` are the kinds that this one has as well."""

    def namespace(text: str) -> None:
        kind = text.partition(":")[0]
        known = text in _MODES or kind in more or text.startswith(("ns:", "container:"))
        if not known:
            raise FlagValueError(f"unrecognized namespace mode {text} passed")

    return namespace


def one_of(message: str, *known: str) -> Callable[[str], None]:
    """Make the check of a flag that takes some words and nothing else."""

    def check(text: str) -> None:
        if text not in ("", *known):
            raise FlagValueError(message.format(text=text, quoted=quote(text)))

    return check


def key_value(message: str) -> Callable[[str], None]:
    """Make the check of a flag that takes ``KEY=VALUE``."""

    def check(text: str) -> None:
        if "=" not in text:
            raise FlagValueError(message.format(text=text, quoted=quote(text)))

    return check


_SYSCTLS = frozenset(
    "kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax "
    "kernel.shmmni kernel.shm_rmid_forced".split()
)


def sysctl(text: str) -> None:
    """``--sysctl``: one that belongs to a namespace (pkg/util/utils.go ValidateSysctls)."""
    name, equals, value = text.partition("=")
    value = value.partition("=")[0]
    if not equals:
        raise FlagValueError(f"{text} is invalid, sysctl values must be in the form of KEY=VALUE")
    if f"{name.strip()}={value.strip()}" != text:
        raise FlagValueError(f"'{text}' is invalid, extra spaces found")
    if name not in _SYSCTLS and not name.startswith(("net.", "fs.mqueue.")):
        raise FlagValueError(f"sysctl '{name}' is not allowed")


def device_rule(text: str) -> None:
    """``--device-cgroup-rule``: a kind, two numbers and what may be done."""
    parts = text.split(" ")
    if len(parts) != 3:  # noqa: PLR2004 - the three just named
        raise FlagValueError(
            "invalid device cgroup rule requires type, major:Minor, and access rules: "
            + quote(text)
        )
    kind, numbers, access = parts
    if kind not in ("a", "b", "c"):
        raise FlagValueError(f"invalid device type in device-access-add: {kind}")
    major, colon, minor = numbers.partition(":")
    for number in (major, minor) if colon else (major,):
        if number != "*":
            parse_uint(number, 10, 64)
    for letter in access:
        if letter not in "rwm":
            raise FlagValueError(f"invalid device access in device-access-add: {letter}")


_PLACES = ("src", "source", "target", "dst", "destination")


def mount_check(kinds: str, usage: str | None = None) -> Callable[[str], None]:
    """Make the check of ``--mount``: a kind that is known, and places that are given.

    Args:
        kinds: the kinds a version knows.
        usage: the kinds it tells of where there is no ``type``; None where that is a volume.
    """

    def mount(text: str) -> None:
        fields = csv_record(text)
        types = (x for x in fields if x.startswith("type=") and x.count("=") == 1)
        chosen = next(types, None)
        if chosen is None and usage is not None:
            raise FlagValueError(
                f"incorrect mount format: should be --mount type=<{usage}>,"
                "[src=<host-dir|volume-name>,]target=<ctr-dir>[,options]"
            )
        kind = "volume" if chosen is None else chosen.removeprefix("type=")
        if kind not in kinds.split():
            raise FlagValueError(f"invalid filesystem type {quote(kind)}")
        for field in fields:
            if field in _PLACES:
                raise FlagValueError(f"{field}: must provide an argument for option")

    return mount


def mounted(text: str) -> None:
    """``--volume`` and ``--tmpfs``: the path inside the container is absolute."""
    parts = text.split(":")
    target = parts[0] if len(parts) == 1 else parts[1]
    if not target.startswith("/"):
        raise FlagValueError(f"invalid container path {quote(target)}, must be an absolute path")


def tmpfs(text: str) -> None:
    """``--tmpfs``: a path, then options behind a colon."""
    mounted(text.partition(":")[0])


_TRANSPORT = re.compile(
    r"(?:atomic|containers-storage|dir|docker|docker-archive|docker-daemon|oci|oci-archive|ostree|"
    r"sif|tarball):"
)


def image_check(begin: str) -> Callable[[str], None]:
    """Make the check of an image's name; what stands behind a transport is left open."""

    def image(text: str) -> None:
        if _TRANSPORT.match(text):
            return
        try:
            check_reference(text, names_it=False)
        except FlagValueError as fault:
            told = str(fault)
            if not text:
                told = "repository name must have at least one component"
            elif "lowercase" in told:
                told = "repository name must be lowercase"
            raise FlagValueError(begin.format(quote(text)) + told) from None

    return image


def in_lists(check: Callable[[str], object]) -> Callable[[str], None]:
    """Make the check of a flag whose value is a CSV list, which may be empty."""

    def parts(text: str) -> None:
        for part in csv_record(text) if text else ():
            check(part)

    return parts


def each(names: str, check: Callable[[str], object]) -> Late:
    """Make a check of every value of several flags."""

    def late(given: Given) -> None:
        for flag in names.split():
            for use in given.each(flag):
                try:
                    check(use.value)
                except FlagValueError as fault:
                    raise given.line.fault("flag-value", str(fault), use.value_position) from None

    return late
