"""``--publish``, ``--expose`` and what needs a network, as podman reads them.

Source: podman v5.8.2 pkg/specgenutil/util.go (CreatePortBindings, CreateExpose), ports.go
(verifyExpose) and cmd/podman/common/netflags.go (NetFlagsToNetOptions); the same in v4.3.1 and
v5.0.0.
"""

from __future__ import annotations

from cmdresolve.go.fields import is_ip
from cmdresolve.go.numbers import FlagValueError, parse_decimal
from cmdresolve.go.text import quote
from cmdresolve.starters.command_line.docker.ports import PORTS_20_10, range_of
from cmdresolve.starters.command_line.flag_values import Given

_FORMAT = "invalid port format - "
_BRIDGED = ("ip", "ip6", "mac-address", "network-alias")


def publish(text: str) -> None:
    """``--publish``: ``[[address:]host:]container[/protocol]``, each port perhaps a range."""
    rest, slash, protocol = text.partition("/")
    if "/" in protocol:
        raise FlagValueError(f"{_FORMAT}protocol can only be specified once")
    address, ports = _address(rest)
    if not ports[-1]:
        raise FlagValueError("must provide a non-empty container port to publish")
    inner = _named(ports[-1], "container")
    if slash and not protocol:
        raise FlagValueError("must provide a non-empty protocol to publish")
    if address == "":
        raise FlagValueError("must provide a non-empty container host IP to publish")
    if address is not None and not is_ip(address):
        raise FlagValueError(f"cannot parse {quote(address)} as an IP address")
    if len(ports) > 1 and ports[0]:
        outer = _named(ports[0], "host")
        if outer != inner:
            raise FlagValueError(
                f"host and container port ranges have different lengths: {outer} vs {inner}"
            )


def _address(text: str) -> tuple[str | None, list[str]]:
    """Take the address, when there is one, from before the ports."""
    parts = text.split("]")
    if len(parts) > 2:  # noqa: PLR2004 - what stands before and behind one bracket
        raise FlagValueError(f"{_FORMAT}at most one IPv6 address can be specified in a --publish")
    if len(parts) > 1:
        before, after = parts
        if not before.startswith("["):
            raise FlagValueError(f"{_FORMAT}IPv6 addresses must be enclosed by []")
        if not after.startswith(":"):
            raise FlagValueError(f"{_FORMAT}IPv6 address must be followed by a colon (':')")
        return before[1:], _two_ports(after[1:].split(":"))
    match text.split(":"):
        case [container]:
            return None, [container]
        case [host, container]:
            return None, [host, container]
        case [address, host, container]:
            return address, [host, container]
    raise FlagValueError(f"{_FORMAT}format is [[hostIP:]hostPort:]containerPort")


def _two_ports(ports: list[str]) -> list[str]:
    match ports:
        case [_, _]:
            return ports
        case [_]:
            told = "must provide host and destination port if specifying an IP"
        case [_, _, _]:
            told = "when v6 address specified, must be [ipv6]:hostPort:ctrPort"
        case _:
            told = "format is [[hostIP:]hostPort:]containerPort"
    raise FlagValueError(_FORMAT + told)


def _named(text: str, name: str) -> int:
    try:
        return _length(text)
    except FlagValueError as fault:
        raise FlagValueError(f"parsing {name} port: {fault}") from None


def _length(text: str) -> int:
    """Return how many ports a text names."""
    first, dash, last = text.partition("-")
    if "-" in last:
        raise FlagValueError(f"{_FORMAT}port ranges are formatted as startPort-stopPort")
    if not first:
        raise FlagValueError("port numbers cannot be negative")
    start = _port(first)
    if not dash:
        return 1
    if not last:
        raise FlagValueError("must provide ending number for port range")
    end = _port(last)
    if end <= start:
        raise FlagValueError(
            "the end port of a range must be higher than the start port - "
            f"{end} is not higher than {start}"
        )
    return end - start + 1


def _port(text: str) -> int:
    try:
        number = parse_decimal(text)
    except FlagValueError as fault:
        raise FlagValueError(f"invalid port number: {fault}") from None
    if not 1 <= number <= 65535:  # noqa: PLR2004 - the ports there are
        raise FlagValueError(f"port numbers must be between 1 and 65535 (inclusive), got {number}")
    return number


def expose(text: str) -> None:
    """``--expose``: a port or a range, perhaps with a protocol."""
    port, _, protocol = text.partition("/")
    try:
        range_of(PORTS_20_10, port)
    except FlagValueError as fault:
        raise FlagValueError(f"invalid range format for --expose: {text}: {fault}") from None
    if "/" in protocol:
        raise FlagValueError("invalid expose format - protocol can only be specified once")
    _length(port)


def bridge(given: Given) -> None:
    """``--ip`` and the like need a bridge, which some networks have not."""
    mode = given.values("network")[:1]
    if mode and (mode[0] in ("none", "host") or mode[0].startswith(("container:", "ns:"))):
        for flag in _BRIDGED:
            if given.text(flag):
                given.refuse(
                    flag,
                    f"--{flag} can only be set when the network mode is bridge: invalid argument",
                )
