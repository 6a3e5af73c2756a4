"""The ports EXPOSE takes: ``[ip:][public:]private[-end][/proto]``."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern

_RANGE = pattern(r"([0-9]+)(?:-([0-9]+))?")
_PROTOCOLS = frozenset({"tcp", "udp", "sctp"})
_LAST_PORT = 65_535


def port_fault(spec: str) -> str | None:
    """Say what is wrong with a port specification, in the builder's words; None when nothing is.

    Source: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert_expose.go.
    """
    ip, host, container = _split(spec)
    port, slash, protocol = container.partition("/")
    if not port:
        return f'invalid port: "{spec}": no port specified'
    if slash and protocol and protocol.lower() not in _PROTOCOLS:
        return f'invalid port: "{spec}": invalid proto: {protocol}'
    if ip.startswith("[") and ip.endswith("]"):
        ip = ip[1:-1]
    if ip and not _is_ip(ip):
        return f"invalid IP address: {ip}"
    inner = _range(port)
    if inner is None:
        return f"invalid containerPort: {port}"
    if host:
        outer = _range(host)
        if outer is None:
            return f"invalid hostPort: {host}"
        if inner[1] - inner[0] not in (outer[1] - outer[0], 0):
            return f"invalid ranges specified for container and host Ports: {port} and {host}"
    return None


def _split(spec: str) -> tuple[str, str, str]:
    parts = spec.split(":")
    if len(parts) == 1:
        return "", "", parts[0]
    return ":".join(parts[:-2]), parts[-2], parts[-1]


def _range(text: str) -> tuple[int, int] | None:
    match = _RANGE.fullmatch(text)
    if match is None or not match[0].isascii():
        return None
    start = int(match[1]) if len(match[1]) < 20 else _LAST_PORT + 1  # noqa: PLR2004 - any huge one
    end = start if match[2] is None else int(match[2][:20])
    return (start, end) if start <= end <= _LAST_PORT else None


def _is_ip(text: str) -> bool:
    import ipaddress  # noqa: PLC0415 - slow to load, and few ports name an address

    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
