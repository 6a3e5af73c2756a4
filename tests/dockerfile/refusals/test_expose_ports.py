"""Ports as EXPOSE takes them."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.refusals.expose_ports import port_fault


@pytest.mark.parametrize(
    "spec",
    [
        "80",
        "80/tcp",
        "80/UDP",
        "80/",
        "80/sctp",
        "80-90",
        "8080:80",
        "8080-8090:80-90",
        "8080-8090:80",
        "127.0.0.1:8080:80",
        "[::1]:8080:80",
        "::1:8080:80",
        "0",
        "65535",
    ],
)
def test_takes_a_port(spec: str) -> None:
    """A port or a range, with an address and a protocol."""
    assert port_fault(spec) is None


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        ("", 'invalid port: "": no port specified'),
        ("80:", 'invalid port: "80:": no port specified'),
        ("80/x", 'invalid port: "80/x": invalid proto: x'),
        ("x:1:2", "invalid IP address: x"),
        ("x", "invalid containerPort: x"),
        ("65536", "invalid containerPort: 65536"),
        ("90-80", "invalid containerPort: 90-80"),
        ("\u0661", "invalid containerPort: \u0661"),
        ("1" * 30, f"invalid containerPort: {'1' * 30}"),
        ("x:80", "invalid hostPort: x"),
        ("1-2:80-90", "invalid ranges specified for container and host Ports: 80-90 and 1-2"),
    ],
)
def test_says_what_is_wrong(spec: str, fault: str) -> None:
    """The words are the builder's."""
    assert port_fault(spec) == fault
