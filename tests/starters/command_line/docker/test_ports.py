"""Ports as docker's versions read them."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.command_line.docker.ports import (
    PORTS_20_10,
    PORTS_25_0,
    PORTS_28_5,
    PortRules,
    expose_check,
    publish_check,
)


@pytest.mark.parametrize("rules", [PORTS_20_10, PORTS_25_0, PORTS_28_5])
@pytest.mark.parametrize(
    "text",
    [
        "80",
        "80/tcp",
        "80/UDP",
        "8080:80",
        ":80",
        "::80",
        "127.0.0.1:8080:80",
        "127.0.0.1::80/sctp",
        "[::1]:8080:80",
        "8000-8001:80-81",
        "8000-8005:80",
        "80-81",
        "target=80",
        "published=8080,target=80,protocol=udp",
        "mode=host,target=80",
    ],
)
def test_a_published_port_is_taken(rules: PortRules, text: str) -> None:
    publish_check(rules)(text)


@pytest.mark.parametrize(
    ("rules", "text", "message"),
    [
        (PORTS_28_5, "x", "invalid containerPort: x"),
        (PORTS_20_10, "x", "Invalid containerPort: x"),
        (PORTS_25_0, "x:80", "invalid hostPort: x"),
        (PORTS_25_0, "90-80", "invalid containerPort: 90-80"),
        (PORTS_25_0, "70000", "invalid containerPort: 70000"),
        (PORTS_25_0, "", "no port specified: <empty>"),
        (PORTS_25_0, "8080:", "no port specified: 8080:<empty>"),
        (PORTS_20_10, "/tcp", "No port specified: /tcp<empty>"),
        (PORTS_28_5, "", "invalid proto: "),
        (PORTS_28_5, "x/foo", "invalid proto: foo"),
        (PORTS_25_0, "x/foo", "invalid containerPort: x"),
        (PORTS_25_0, "80/foo", "invalid proto: foo"),
        (PORTS_28_5, "80/tcp/x", "invalid proto: tcp/x"),
        (PORTS_25_0, "a:80:80", "invalid IP address: a"),
        (PORTS_20_10, "a:80:80", "Invalid ip address: a"),
        (
            PORTS_20_10,
            "::1:80:80",
            "Invalid ip address ::1: address ::1:: too many colons in address",
        ),
        (
            PORTS_25_0,
            "[::1:80:80",
            "invalid IP address [::1: address [::1:: missing ']' in address",
        ),
        (
            PORTS_25_0,
            "[::1]x:80:80",
            "invalid IP address [::1]x: address [::1]x:: missing port in address",
        ),
        (
            PORTS_25_0,
            "[::1]:5:80:80",
            "invalid IP address [::1]:5: address [::1]:5:: too many colons in address",
        ),
        (
            PORTS_25_0,
            "[a[b]:80:80",
            "invalid IP address [a[b]: address [a[b]:: unexpected '[' in address",
        ),
        (
            PORTS_25_0,
            "8000-8001:80-82",
            "invalid ranges specified for container and host Ports: 80-82 and 8000-8001",
        ),
        (PORTS_25_0, "a=b,c", "invalid publish opts format (should be name=value but got 'c')"),
        (PORTS_25_0, "=b", "invalid publish opts format (should be name=value but got '=b')"),
    ],
)
def test_another_is_refused(rules: PortRules, text: str, message: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        publish_check(rules)(text)
    assert str(caught.value) == message


def test_an_address_with_colons_needs_no_brackets_from_25_0() -> None:
    publish_check(PORTS_25_0)("::1:80:80")


@pytest.mark.parametrize("text", ["80", "80/tcp", "80-90", "53/foo"])
def test_an_exposed_port_is_taken(text: str) -> None:
    expose_check(PORTS_28_5)(text)


@pytest.mark.parametrize(
    ("rules", "text", "message"),
    [
        (PORTS_28_5, "80:80", "invalid port format for --expose: 80:80"),
        (
            PORTS_28_5,
            "x",
            (
                "invalid range format for --expose: x, error: strconv.ParseUint: parsing "
                '"x": invalid syntax'
            ),
        ),
        (
            PORTS_28_5,
            "90-80",
            (
                "invalid range format for --expose: 90-80, error: invalid range specified for "
                "port: 90-80"
            ),
        ),
        (
            PORTS_20_10,
            "90-80",
            (
                "invalid range format for --expose: 90-80, error: Invalid range specified for the "
                "Port: 90-80"
            ),
        ),
        (
            PORTS_20_10,
            "",
            "invalid range format for --expose: , error: Empty string specified for ports.",
        ),
    ],
)
def test_what_is_no_exposed_port_is_refused(rules: PortRules, text: str, message: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        expose_check(rules)(text)
    assert str(caught.value) == message
