"""What docker's command line refuses once it has read all flags, before it asks the daemon.

Source: docker/cli v28.5.2 cli/command/container/opts.go (parse, parseNetworkOpts), create.go and
run.go, internal/volumespec, opts/parse.go; v20.10.24 to v28.0.0 of the same for older texts;
moby api/types/container hostconfig.go for the modes. Files that a flag names are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.go.fields import is_mac
from cmdresolve.go.numbers import FlagValueError, parse_decimal, parse_duration, parse_int
from cmdresolve.go.text import SPACE, lower, quote
from cmdresolve.starters.command_line.docker.networks import Attachment, attachment
from cmdresolve.starters.command_line.flag_values import Given, Late

_LEVELS = frozenset({"", "panic", "fatal", "error", "warn", "warning", "info", "debug", "trace"})


def log_level(given: Given) -> None:
    """``--log-level``, before the command's own flags (cli/flags/options.go SetLogLevel)."""
    level = given.text("log-level")
    if lower(level) not in _LEVELS:
        given.refuse("log-level", f"Unable to parse logging level: {level}")


def pull(text: str) -> None:
    """``--pull`` (from 23.0)."""
    if text not in ("always", "missing", "never", ""):
        raise FlagValueError(
            f'invalid pull option: \'{text}\': must be one of "always", "missing" or "never"'
        )


def mac_address(text: str) -> None:
    """``--mac-address``."""
    if text and not is_mac(text.strip(SPACE)):
        raise FlagValueError(f"{text} is not a valid mac address")


_SWAPPINESS = range(-1, 101)


def swappiness(text: str) -> None:
    """``--memory-swappiness``."""
    value = parse_int(text)
    if value not in _SWAPPINESS:
        raise FlagValueError(f"invalid value: {value}. Valid memory swappiness range is 0-100")


_SHORT_VOLUME = 2


def volume(text: str) -> None:
    """``--volume`` (from 25.0): sections between colons, with room for a Windows drive."""
    if not text:
        raise FlagValueError("invalid empty volume spec")
    if len(text.encode("utf-8", "surrogateescape")) <= _SHORT_VOLUME:
        return
    sections: list[str] = []
    drive = ""
    parts = text.split(":")
    for place, part in enumerate(parts):
        section = drive + part
        last = place + 1 == len(parts)
        if not last and len(section) == 1 and section.isalpha():
            drive = section + ":"
            continue
        drive = ""
        if not section:
            raise FlagValueError(f"invalid spec: {text}: empty section between colons")
        sections.append(section)
        if len(sections) > _SHORT_VOLUME and not last:
            raise FlagValueError(f"invalid spec: {text}: too many colons")


_DEVICE_PARTS = 3
_CDI_DEVICE = re.compile(
    r"[a-zA-Z](?:[\w.-]*[a-zA-Z0-9])?/[a-zA-Z](?:[\w.-]*[a-zA-Z0-9])?"
    r"=[a-zA-Z0-9](?:[\w.:-]*[a-zA-Z0-9])?",
    re.ASCII,
)


def device(text: str) -> None:
    """``--device`` (from 25.0): a path, or the qualified name of a CDI device."""
    if not _CDI_DEVICE.fullmatch(text):
        device_20_10(text)


def device_20_10(text: str) -> None:
    """``--device`` for a Linux daemon: ``path[:path][:mode]`` (before 25.0)."""
    parts = text.split(":")
    if len(parts) > _DEVICE_PARTS or not parts[0]:
        raise FlagValueError(f"bad format for path: {text}")
    path = parts[0]
    if len(parts) == _DEVICE_PARTS:
        path = parts[1]
        if not _is_device_mode(parts[2]):
            raise FlagValueError(f"bad mode specified: {parts[2]}")
    elif len(parts) > 1 and not _is_device_mode(parts[1]):
        path = parts[1]
    if not path.startswith("/"):
        raise FlagValueError(f"{path} is not an absolute path")


def _is_device_mode(text: str) -> bool:
    return bool(text) and set(text) <= set("rwm") and len(set(text)) == len(text)


def host_check(message: str) -> Callable[[str], None]:
    """Make the check of ``--uts`` and ``--userns`` (from 24.0): ``host`` or nothing."""

    def mode(text: str) -> None:
        if text not in ("", "host"):
            raise FlagValueError(message)

    return mode


def host_check_20_10(message: str) -> Callable[[str], None]:
    """Make the same check of versions that looked at the part before the colon alone."""
    check = host_check(message)

    def mode(text: str) -> None:
        check(text.partition(":")[0])

    return mode


def cgroupns(text: str) -> None:
    """``--cgroupns``."""
    if text not in ("", "host", "private"):
        raise FlagValueError("--cgroupns: invalid CGROUP mode")


_BAD_PID = "--pid: invalid PID mode"


def pid(text: str) -> None:
    """``--pid`` (from 24.0): ``host``, ``container:NAME`` or nothing."""
    if text not in ("", "host") and not _is_container(text):
        raise FlagValueError(_BAD_PID)


def pid_20_10(text: str) -> None:
    """``--pid`` (before 24.0), where ``host:`` may be followed by anything."""
    if text.partition(":")[0] not in ("", "host") and not (
        _is_container(text) and text.count(":") == 1
    ):
        raise FlagValueError(_BAD_PID)


def _is_container(text: str) -> bool:
    return text.startswith("container:") and text != "container:"


def restart(text: str) -> None:
    """``--restart`` (from 25.0)."""
    if text.startswith(":"):
        raise FlagValueError("invalid restart policy format: no policy provided before colon")
    restart_23_0(text)


_BAD_COUNT = "maximum retry count must be an integer"


def restart_23_0(text: str) -> None:
    """``--restart`` (from 23.0)."""
    count = text.partition(":")[2]
    if count:
        _retry_count(count, f"invalid restart policy format: {_BAD_COUNT}")


def restart_20_10(text: str) -> None:
    """``--restart`` (before 23.0)."""
    parts = text.split(":")
    if len(parts) > _SHORT_VOLUME:
        raise FlagValueError("invalid restart policy format")
    if len(parts) > 1:
        _retry_count(parts[1], _BAD_COUNT)


def _retry_count(text: str, message: str) -> None:
    try:
        parse_decimal(text)
    except FlagValueError:
        raise FlagValueError(message) from None


def logging(given: Given) -> None:
    """``--log-opt`` does not go with ``--log-driver none``."""
    if given.text("log-driver") == "none":
        given.refuse("log-opt", "invalid logging opts for driver none")


def security_option(text: str) -> None:
    """``--security-opt``: ``key=value`` or ``key:value``; a seccomp file is not looked at."""
    key, separator, value = text.partition("=")
    if not separator and key != "no-new-privileges":
        key, separator, value = text.partition(":")
    if not value and key != "no-new-privileges":
        raise FlagValueError(f"Invalid --security-opt: {quote(text)}")


def security_option_20_10(text: str) -> None:
    """``--security-opt`` (before 23.0), where the value may be empty."""
    if "=" not in text and ":" not in text:
        security_option(text)


def storage_option(text: str) -> None:
    """``--storage-opt``: ``key=value``."""
    if "=" not in text:
        raise FlagValueError("invalid storage option")


_HEALTH_TIMES = (
    "health-interval",
    "health-timeout",
    "health-start-period",
    "health-start-interval",
)
_HEALTH_ORDER = (
    "health-interval",
    "health-timeout",
    "health-retries",
    "health-start-period",
    "health-start-interval",
)


def health(given: Given) -> None:
    """``--health-*``: not negative, and not beside ``--no-healthcheck``."""
    numbers = {name: parse_duration(given.text(name) or "0") for name in _HEALTH_TIMES}
    numbers["health-retries"] = parse_int(given.text("health-retries") or "0")
    if given.is_true("no-healthcheck"):
        if given.text("health-cmd") or any(numbers.values()):
            given.refuse("no-healthcheck", "--no-healthcheck conflicts with --health-* options")
        return
    for name in _HEALTH_ORDER:
        if numbers[name] < 0:
            given.refuse(name, f"--{name} cannot be negative")


def restart_and_rm(message: str) -> Late:
    """Make the check that ``--rm`` and a restart policy do not meet."""

    def late(given: Given) -> None:
        policy = given.text("restart").partition(":")[0]
        if given.is_true("rm") and policy not in ("", "no"):
            given.refuse("restart", message)

    return late


def attach_and_detach(message: str) -> Late:
    """Make the check that ``--attach`` and ``--detach`` do not meet."""

    def late(given: Given) -> None:
        if given.is_true("detach"):
            given.refuse("attach", message)

    return late


_SINGLE = (
    ("alias", "network-alias", "--network-alias and per-network alias"),
    ("ip", "ip", "--ip and per-network IPv4 address"),
    ("ip6", "ip6", "--ip6 and per-network IPv6 address"),
    ("mac-address", "mac-address", "--mac-address and per-network MAC address"),
    (
        "link-local-ip",
        "link-local-ip",
        "--link-local-ip and per-network link-local IP addresses",
    ),
)


_LISTS = ("alias", "link-local-ip")


def links(given: Given) -> None:
    """``--link`` beside a ``--network`` that nobody made (from 25.0, before 28.0)."""
    _links(given, ("default",))


def links_20_10(given: Given) -> None:
    """``--link`` beside a ``--network`` that nobody made (before 25.0)."""
    _links(given, ())


def _links(given: Given, good: tuple[str, ...]) -> None:
    uses = [use for use in given.uses if use.name in ("network", "net")]
    if uses:
        first = attachment(uses[0].value)
        if not first.user_defined and first.target not in good:
            given.refuse("link", "links are only supported for user-defined networks")


def networks_20_10(given: Given) -> None:
    """``--network`` where no check is made when none is given (before 25.0)."""
    if any(use.name in ("network", "net") for use in given.uses):
        networks(given)


def networks(given: Given) -> None:
    """``--network``, given more than once and beside the flags of a single one."""
    aliases = (*given.values("network-alias"), *given.values("net-alias"))
    uses = [use for use in given.uses if use.name in ("network", "net")]
    found = [attachment(use.value) for use in uses]
    _check_first(given, found[0] if found else Attachment("default", {}), aliases)
    seen: set[str] = set()
    for use, each in zip(uses, found, strict=True):
        try:
            _check_attachment(each, given.text("mac-address") if each is found[0] else "", seen)
        except FlagValueError as fault:
            raise given.line.fault("flag-value", str(fault), use.value_position) from None
        seen.add(each.target)
    if len({each.user_defined for each in found}) > 1:
        raise given.line.fault(
            "flag-value",
            "conflicting options: cannot attach both user-defined and non-user-defined "
            "network-modes",
            uses[-1].value_position,
        )


def _check_first(given: Given, first: Attachment, aliases: tuple[str, ...]) -> None:
    for key, flag, what in _SINGLE:
        there = aliases if key == "alias" else given.text(flag)
        # A list counts even when it holds an empty text alone.
        inside = key in first.given if key in _LISTS else first.given.get(key)
        if inside and there:
            name = flag if given.last(flag) else "net-alias"
            given.refuse(name, f"conflicting options: cannot specify both {what}")
    if aliases and not first.user_defined and first.target.strip(SPACE):
        name = "network-alias" if given.last("network-alias") else "net-alias"
        given.refuse(name, "network-scoped aliases are only supported for user-defined networks")


def _check_attachment(each: Attachment, mac: str, seen: set[str]) -> None:
    if not each.target.strip(SPACE):
        raise FlagValueError("no name set for network")
    if "alias" in each.given and not each.user_defined:
        raise FlagValueError("network-scoped aliases are only supported for user-defined networks")
    mac_address(mac or each.given.get("mac-address", ""))
    if each.target in seen:
        raise FlagValueError(f"network {quote(each.target)} is specified multiple times")
