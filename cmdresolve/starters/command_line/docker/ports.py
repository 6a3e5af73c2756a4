"""``--publish`` and ``--expose``.

Source: docker/go-connections nat v0.6.0 (docker/cli v28.5.0 on), v0.5.0 (v25.0.0 on) and v0.4.0
(before) nat.go and parse.go; docker/cli v28.5.2 cli/command/container/opts.go.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from cmdresolve.go.fields import is_ip
from cmdresolve.go.numbers import FlagValueError, parse_uint
from cmdresolve.go.text import lower

_PROTOCOLS = frozenset(("tcp", "udp", "sctp"))


@frozen
class PortRules:
    """How one version reads a port.

    Attributes:
        capital: whether its errors begin with a capital letter.
        protocol_first: whether the protocol is looked at before everything else.
        brackets_only: whether an IPv6 address has to stand in brackets.
    """

    capital: bool = False
    protocol_first: bool = False
    brackets_only: bool = False

    def fault(self, text: str, capital_text: str | None = None) -> FlagValueError:
        """Make the error in this version's spelling."""
        if not self.capital:
            return FlagValueError(text)
        return FlagValueError(capital_text or text[0].upper() + text[1:])


PORTS_20_10 = PortRules(capital=True, brackets_only=True)
PORTS_25_0 = PortRules()
PORTS_28_5 = PortRules(protocol_first=True)


def publish_check(rules: PortRules) -> Callable[[str], None]:
    """Make the check of ``--publish``: ``[[ip:]host:]container[/protocol]`` or ``key=value``."""

    def publish(text: str) -> None:
        _check_spec(rules, _standard_notation(text) if "=" in text else text)

    return publish


def _standard_notation(text: str) -> str:
    found = {"protocol": "tcp"}
    for part in text.split(","):
        key, equals, value = part.partition("=")
        if not equals or not key:
            raise FlagValueError(
                f"invalid publish opts format (should be name=value but got '{part}')"
            )
        found[key] = value
    return f"{found.get('published', '')}:{found.get('target', '')}/{found['protocol']}"


def _check_spec(rules: PortRules, text: str) -> None:
    *before, container = text.split(":")
    host = before.pop() if before else ""
    protocol, port = _split_protocol(rules, container)
    if rules.protocol_first:
        _check_protocol(rules, lower(protocol))
    _check_address(rules, ":".join(before))
    if not port:
        raise rules.fault(f"no port specified: {text}<empty>")
    inner = _range_or_fault(rules, port, "containerPort")
    outer = _range_or_fault(rules, host, "hostPort") if host else inner
    if inner[1] != inner[0] and inner[1] - inner[0] != outer[1] - outer[0]:
        raise rules.fault(
            f"invalid ranges specified for container and host Ports: {port} and {host}"
        )
    if not rules.protocol_first:
        _check_protocol(rules, protocol)


def _split_protocol(rules: PortRules, text: str) -> tuple[str, str]:
    port, _, protocol = text.partition("/")
    if not rules.protocol_first:
        protocol = protocol.partition("/")[0]
    return ("", "") if not port else (protocol or "tcp", port)


def _check_protocol(rules: PortRules, protocol: str) -> None:
    if lower(protocol) not in _PROTOCOLS:
        raise rules.fault(f"invalid proto: {protocol}")


def _check_address(rules: PortRules, address: str) -> None:
    inner = address
    if address.startswith("[") or (rules.brackets_only and address):
        reason, inner = _split_host(address)
        if reason is not None:
            raise rules.fault(
                f"invalid IP address {address}: address {address}:: {reason}",
                f"Invalid ip address {address}: address {address}:: {reason}",
            )
    if inner and not is_ip(inner):
        raise rules.fault(f"invalid IP address: {inner}", f"Invalid ip address: {inner}")


def _split_host(address: str) -> tuple[str | None, str]:
    """Take an address out of its brackets, as ``net.SplitHostPort`` does with a colon behind."""
    inner = address
    if address.startswith("["):
        inner, bracket, after = address[1:].partition("]")
        if not bracket:
            return "missing ']' in address", ""
        if after:
            return f"{'too many colons' if after[0] == ':' else 'missing port'} in address", ""
    elif ":" in address:
        return "too many colons in address", ""
    for bracket in "[]":
        if bracket in inner:
            return f"unexpected '{bracket}' in address", ""
    return None, inner


def _range_or_fault(rules: PortRules, text: str, what: str) -> tuple[int, int]:
    try:
        return range_of(rules, text)
    except FlagValueError:
        raise rules.fault(f"invalid {what}: {text}") from None


def range_of(rules: PortRules, text: str) -> tuple[int, int]:
    """Return the first and the last port of a range, or a port twice.

    Raises:
        FlagValueError: it is neither.
    """
    if not text:
        raise rules.fault("empty string specified for ports", "Empty string specified for ports.")
    parts = text.split("-")
    start = parse_uint(parts[0], 10, 16)
    end = parse_uint(parts[1], 10, 16) if len(parts) > 1 else start
    if end < start:
        raise rules.fault(
            f"invalid range specified for port: {text}",
            f"Invalid range specified for the Port: {text}",
        )
    return start, end


def expose_check(rules: PortRules) -> Callable[[str], None]:
    """Make the check of ``--expose``: ``port[-port][/protocol]``."""

    def expose(text: str) -> None:
        if ":" in text:
            raise FlagValueError(f"invalid port format for --expose: {text}")
        try:
            range_of(rules, _split_protocol(rules, text)[1])
        except FlagValueError as fault:
            raise FlagValueError(
                f"invalid range format for --expose: {text}, error: {fault}"
            ) from None

    return expose
