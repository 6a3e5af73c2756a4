"""Exposed ports that Podman cannot parse, for which it refuses to start the image."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern

_NUMBER = pattern(r"[+-]?[0-9]+")
_LAST_PORT = 65_535
_PROTOCOLS = frozenset({"", "tcp", "udp", "sctp"})


def exposed_fault(port: str) -> str | None:
    """Return Podman's reason to refuse an image that exposes a port, or None.

    Args:
        port: a key of ``ExposedPorts``, such as ``80/tcp`` or ``8000-8010/udp``.

    Source: podman v5.8.2 pkg/specgen/generate/ports.go, pkg/specgenutil ParsePortRange; what
    Buildah stores of EXPOSE recorded on Podman 5.4.2 and 5.8.6.
    """
    numbers, _, protocols = port.partition("/")
    parts = numbers.split("-")
    if len(parts) > 2:  # noqa: PLR2004 - a start and an end
        fault = "invalid port format - port ranges are formatted as startPort-stopPort"
    elif not parts[0]:
        fault = "port numbers cannot be negative"
    elif not parts[-1]:
        fault = "must provide ending number for port range"
    else:
        fault = next((wrong for part in parts if (wrong := _number_fault(part))), None) or ""
        if not fault and len(parts) > 1 and int(parts[1]) <= int(parts[0]):
            fault = (
                "the end port of a range must be higher than the start port - "
                f"{int(parts[-1])} is not higher than {int(parts[0])}"
            )
    if fault:
        return f"unable to convert image EXPOSE: {fault}"
    unknown = [name for name in protocols.split(",") if name.lower() not in _PROTOCOLS]
    if unknown:
        return (
            f"validating protocols for exposed port {numbers}: "
            f'unrecognized protocol "{unknown[0]}" in port mapping'
        )
    return None


def _number_fault(text: str) -> str | None:
    if _NUMBER.fullmatch(text) is None or not text.isascii():
        return f'invalid port number: strconv.Atoi: parsing "{text}": invalid syntax'
    # Long numbers are not converted: Python refuses to, and they are out of range.
    if len(text) > len(str(_LAST_PORT)) + 1 and not text.lstrip("+-").startswith("0"):
        return f"port numbers must be between 1 and {_LAST_PORT} (inclusive), got {text}"
    number = int(text[:32])
    if not 1 <= number <= _LAST_PORT:
        return f"port numbers must be between 1 and {_LAST_PORT} (inclusive), got {number}"
    return None
