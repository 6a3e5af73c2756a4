"""What docker's command line refuses as the value of a flag, while it reads the flags.

Each check takes the value's text and raises `FlagValueError` with the text of the command line's
own error. Where versions differ, each has a check of its own, and the tables say whose it is.
Source: docker/cli v28.5.2 opts/*.go and cli/command/container/opts.go, with docker/go-units
v0.5.0; v20.10.24, v23.0.0, v24.0.0, v25.0.0 and v28.0.0 of the same files for older texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.go.fields import csv_record, is_ip
from cmdresolve.go.numbers import (
    FlagValueError,
    parse_decimal,
    parse_float,
    parse_int,
    parse_rational,
    parse_uint,
    reason_of,
)
from cmdresolve.go.text import SPACE, lower, quote

_NANO = 10**9


def env(text: str) -> None:
    """``--env``: a name must stand before the ``=``."""
    if text.partition("=")[0] == "":
        raise FlagValueError(f"invalid environment variable: {text}")


def label(text: str) -> None:
    """``--label``: a name without white space."""
    name = text.partition("=")[0].lstrip(" \t")
    if not name:
        raise FlagValueError(f"invalid label '{text}': empty name")
    if " " in name or "\t" in name:
        raise FlagValueError(f"label '{name}' contains whitespaces")


_STREAMS = frozenset(("stdin", "stdout", "stderr"))


def attach(text: str) -> None:
    """``--attach``: one of the three streams, in any case."""
    if lower(text) not in _STREAMS:
        raise FlagValueError("valid streams are STDIN, STDOUT and STDERR")


_DEVICE_RULE = re.compile(r"[acb] (?:[0-9]+|\*):(?:[0-9]+|\*) [rwm]{1,3}")


def device_cgroup_rule(text: str) -> None:
    """``--device-cgroup-rule``: ``c 1:3 rwm``."""
    if not _DEVICE_RULE.fullmatch(text):
        raise FlagValueError(f"invalid device cgroup format '{text}'")


def ip_address(text: str) -> None:
    """``--dns``: an IP address (from 25.0)."""
    if not is_ip(text.strip(SPACE)):
        raise FlagValueError(f"IP address is not correctly formatted: {text}")


def ip_address_20_10(text: str) -> None:
    """``--dns``: an IP address (before 25.0)."""
    if not is_ip(text.strip(SPACE)):
        raise FlagValueError(f"{text} is not an ip address")


# The colons are in the original, where they were meant to begin groups.
_LABEL = r"(?::?[a-zA-Z0-9]|:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = re.compile(rf"(:?{_LABEL}(?::?\.{_LABEL})*)\.?[\t\n\f\r ]*")
_LONGEST_DOMAIN = 255


def dns_search(text: str) -> None:
    """``--dns-search``: a domain, or one dot."""
    text = text.strip(" ")
    if text == ".":
        return
    match = _DOMAIN.fullmatch(text) if re.search("[a-zA-Z]", text) else None
    if match is None or len(match[1]) >= _LONGEST_DOMAIN:
        raise FlagValueError(f"{text} is not a valid domain")


def extra_host(text: str) -> None:
    """``--add-host``: ``name:ip`` or ``name=ip``, the address in brackets or not (from 25.0)."""
    name, separator, address = text.partition("=")
    if not separator:
        name, separator, address = text.partition(":")
    if not separator or not name or ":" in name:
        raise FlagValueError(f"bad format for add-host: {quote(text)}")
    if address.startswith("[") and address.endswith("]") and len(address) > len("[]"):
        address = address[1:-1]
    _host_address(address)


def extra_host_20_10(text: str) -> None:
    """``--add-host``: ``name:ip`` (before 25.0)."""
    name, separator, address = text.partition(":")
    if not separator or not name:
        raise FlagValueError(f"bad format for add-host: {quote(text)}")
    _host_address(address)


def _host_address(address: str) -> None:
    if address != "host-gateway" and not is_ip(address.strip(SPACE)):
        raise FlagValueError(f"invalid IP address in add-host: {quote(address)}")


def link(text: str) -> None:
    """``--link``: ``container`` or ``container:alias``."""
    if not text:
        raise FlagValueError("empty string specified for links")
    if text.count(":") > 1:
        raise FlagValueError(f"bad format for links: {text}")


_SYSCTLS = frozenset(
    f"kernel.{name}"
    for name in "msgmax msgmnb msgmni sem shmall shmmax shmmni shm_rmid_forced".split()
)


def _is_sysctl(text: str) -> bool:
    name, equals, _ = text.partition("=")
    return bool(equals) and (name in _SYSCTLS or name.startswith(("net.", "fs.mqueue.")))


def sysctl(text: str) -> None:
    """``--sysctl``: one of those with a namespace of its own (from 23.0)."""
    if not _is_sysctl(text):
        raise FlagValueError(f"sysctl '{text}' is not allowed")


def sysctl_20_10(text: str) -> None:
    """``--sysctl``: one of those with a namespace of its own (before 23.0)."""
    if not _is_sysctl(text):
        raise FlagValueError(f"sysctl '{text}' is not whitelisted")


_ULIMITS = frozenset(
    "core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending "
    "stack".split()
)
_UNLIMITED = -1


def ulimit(text: str) -> None:
    """``--ulimit``: ``name=soft[:hard]``."""
    name, equals, limits = text.partition("=")
    if not equals:
        raise FlagValueError(f"invalid ulimit argument: {text}")
    if name not in _ULIMITS:
        raise FlagValueError(f"invalid ulimit type: {name}")
    soft_text, colon, hard_text = limits.partition(":")
    if ":" in hard_text:
        raise FlagValueError(
            f"too many limit value arguments - {limits}, can only have up to two, `soft[:hard]`"
        )
    # The hard limit is read first.
    hard = parse_int(hard_text, 10) if colon else None
    soft = parse_int(soft_text, 10)
    if hard is None or hard == _UNLIMITED:
        return
    order = "ulimit soft limit must be less than or equal to hard limit"
    if soft == _UNLIMITED:
        raise FlagValueError(f"{order}: soft: -1 (unlimited), hard: {hard}")
    if soft > hard:
        raise FlagValueError(f"{order}: {soft} > {hard}")


_SIZE_20_10 = re.compile(r"([0-9]+(?:\.[0-9]+)*) ?[kKmMgGtTpP]?[iI]?[bB]?")


def size_20_10(text: str) -> None:
    """``--memory`` and the like (before 23.0)."""
    match = _SIZE_20_10.fullmatch(text)
    if match is None:
        raise FlagValueError(f"invalid size: '{text}'")
    parse_float(match[1])


def swap_check(check_size: Callable[[str], object]) -> Callable[[str], None]:
    """Make the check of ``--memory-swap``: a size, or -1 for no limit."""

    def swap_size(text: str) -> None:
        if text != "-1":
            check_size(text)

    return swap_size


def cpus(text: str) -> None:
    """``--cpus``: a number of processors, no finer than a billionth of one."""
    fraction = parse_rational(text)
    if fraction is not None and fraction[0] * _NANO % fraction[1]:
        raise FlagValueError("value is too precise")


def uint16(text: str) -> None:
    """``--blkio-weight``."""
    parse_uint(text, 0, 16)


_WEIGHTS = range(10, 1001)


def _device(text: str) -> str:
    path, colon, value = text.partition(":")
    if not colon or not path:
        raise FlagValueError(f"bad format: {text}")
    if not path.startswith("/dev/"):
        raise FlagValueError(f"bad format for device path: {text}")
    return value


def weight_device(text: str) -> None:
    """``--blkio-weight-device``: ``/dev/x:weight``."""
    value = _device(text)
    try:
        weight = parse_uint(value, 10, 16)
    except FlagValueError:
        weight = None
    if weight != 0 and weight not in _WEIGHTS:
        raise FlagValueError(f"invalid weight for device: {text}")


_RATE = "invalid rate for device: {}. The correct format is <device-path>:<number>"


def bps_check(check_size: Callable[[str], object]) -> Callable[[str], None]:
    """Make the check of ``--device-read-bps`` and the like: ``/dev/x:size``."""

    def bps_device(text: str) -> None:
        value = _device(text)
        try:
            check_size(value)
        except FlagValueError:
            raise FlagValueError(
                f"{_RATE.format(text)}[<unit>]. Number must be a positive integer. "
                "Unit is optional and can be kb, mb, or gb"
            ) from None

    return bps_device


def iops_device(text: str) -> None:
    """``--device-read-iops`` and the like: ``/dev/x:number``."""
    value = _device(text)
    try:
        parse_uint(value, 10)
    except FlagValueError:
        raise FlagValueError(f"{_RATE.format(text)}. Number must be a positive integer") from None


def gpus(text: str) -> None:
    """``--gpus``: CSV of a count and ``key=value`` (from 28.0.2)."""
    _gpus(text, 'invalid count ({text}): value must be either "all" or an integer: {reason}')


def gpus_20_10(text: str) -> None:
    """``--gpus``: CSV of a count and ``key=value`` (before 28.0.2)."""
    _gpus(text, "count must be an integer: {fault}")


def _gpus(text: str, bad_count: str) -> None:
    seen: set[str] = set()
    for part in csv_record(text):
        key, equals, value = part.partition("=")
        if key in seen:
            raise FlagValueError(f"gpu request key '{key}' can be specified only once")
        seen.add(key)
        if not equals:
            seen.add("count")
        if not equals or key == "count":
            _gpu_count(value if equals else key, bad_count)
        elif key == "options":
            _gpu_options(value)
        elif key not in ("driver", "device", "capabilities"):
            raise FlagValueError(f"unexpected key '{key}' in '{part}'")


def _gpu_count(text: str, bad_count: str) -> None:
    if text == "all":
        return
    try:
        parse_decimal(text)
    except FlagValueError as fault:
        message = bad_count.format(text=text, reason=reason_of(fault), fault=fault)
        raise FlagValueError(message) from None


def _gpu_options(text: str) -> None:
    try:
        csv_record(text)
    except FlagValueError as fault:
        raise FlagValueError(f"failed to read gpu options: {fault}") from None
