"""The syntax of EXPOSE's ports: ``[ip:][public:]private[-end][/proto]``.

Sources: docker/go-connections v0.4.0 nat/nat.go ParsePortSpec, parse.go ParsePortRange;
moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert_expose.go; recorded: Docker
20.10.24, 26.1.5 and 28.5.2, both builders of each.
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError, parse_int, parse_uint

_PROTOCOLS = frozenset({"tcp", "udp", "sctp"})
_LAST_PORT = 65_535
_PORT_BITS = 16


def port_fault(spec: str, *, strict: bool = True) -> str | None:
    """Return the reason to refuse a port, in BuildKit's words, or None.

    Args:
        spec: the port.
        strict: whether BuildKit's own parser parses it (convert_expose.go), rather than the older
            one that all of Docker shares (nat.ParsePortSpec). The new one accepts an IPv6 address
            without brackets and a sign before a number, and refuses text after a protocol or range.
    """
    ip, host, container = _split(spec)
    port, _, protocol = container.partition("/")
    if not strict:
        protocol = protocol.partition("/")[0]
    if not port:
        return f'invalid port: "{spec}": no port specified'
    if protocol and protocol.lower() not in _PROTOCOLS:
        return f'invalid port: "{spec}": invalid proto: {protocol}'
    if not _is_address(ip, strict=strict):
        return f"invalid IP address: {ip}"
    inner = _range(port, strict=strict)
    if inner is None:
        return f"invalid containerPort: {port}"
    if host:
        outer = _range(host, strict=strict)
        if outer is None:
            return f"invalid hostPort: {host}"
        if inner[1] - inner[0] not in (outer[1] - outer[0], 0):
            return f"invalid ranges specified for container and host Ports: {port} and {host}"
    return None


def _split(spec: str) -> tuple[str, str, str]:
    """Split a port from the right into address, host port and container port (splitParts)."""
    parts = spec.split(":")
    if len(parts) == 1:
        return "", "", parts[0]
    return ":".join(parts[:-2]), parts[-2], parts[-1]


def _range(text: str, *, strict: bool) -> tuple[int, int] | None:
    first, dash, last = text.partition("-")
    if not strict:
        # The older parser ignores what follows a second dash.
        last = last.partition("-")[0]
    start = _number(first, strict=strict)
    end = _number(last, strict=strict) if dash and not (strict and first == last) else start
    return (start, end) if start is not None and end is not None and start <= end else None


def _number(text: str, *, strict: bool) -> int | None:
    try:
        number = parse_int(text, 10) if strict else parse_uint(text, 10, _PORT_BITS)
    except FlagValueError:
        return None
    return number if 0 <= number <= _LAST_PORT else None


def _is_address(text: str, *, strict: bool) -> bool:
    """Return whether a text is an IP address, in brackets or not, or empty."""
    if text.startswith("["):
        if not text.endswith("]") or "[" in text[1:] or "]" in text[:-1]:
            return False
        text = text[1:-1]
    elif not strict and ":" in text:
        return False
    if not text:
        return True
    import ipaddress  # noqa: PLC0415 - slow to load, and few ports name an address

    try:
        # Go's net.ParseIP accepts no zone, and Python does.
        return "%" not in text and bool(ipaddress.ip_address(text))
    except ValueError:
        return False
