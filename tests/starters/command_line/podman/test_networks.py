"""Ports and networks, as podman reads them: every case recorded from 4.3.1, 5.4.2 and 5.8.6."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

VERSIONS = ("4.3", "5.4", "5.8")
FORMAT = "invalid port format - "


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "words",
    [
        "-p 80",
        "-p 80/udp",
        "-p 1.2.3.4:80:80/tcp",
        "-p [::1]:80:80",
        "-p [::1]::80",
        "-p :80",
        "-p 80-81:90-91",
        "--expose 80-81/tcp",
        "--expose ''",
    ],
)
def test_these_are_taken(version: str, words: str) -> None:
    assert docker_run(f"podman run {words} img", engine=f"podman@{version}").image == "img"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "-p x",
            (
                "parsing container port: invalid port number: "
                'strconv.Atoi: parsing "x": invalid syntax'
            ),
        ),
        (
            "-p 99999999999999999999",
            (
                "parsing container port: invalid port number: "
                'strconv.Atoi: parsing "99999999999999999999": value out of range'
            ),
        ),
        (
            "-p 0",
            "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 0",
        ),
        (
            "-p 70000:1",
            "parsing host port: port numbers must be between 1 and 65535 (inclusive), got 70000",
        ),
        (
            "-p 80-82:80-81",
            "host and container port ranges have different lengths: 3 vs 2",
        ),
        (
            "-p 81-80",
            (
                "parsing container port: the end port of a range must be higher than the start "
                "port - 80 is not higher than 81"
            ),
        ),
        ("-p=-80", "parsing container port: port numbers cannot be negative"),
        ("-p 80-", "parsing container port: must provide ending number for port range"),
        (
            "-p 80-81-82",
            f"parsing container port: {FORMAT}port ranges are formatted as startPort-stopPort",
        ),
        ("-p 80/tcp/udp", f"{FORMAT}protocol can only be specified once"),
        ("-p 80/", "must provide a non-empty protocol to publish"),
        ("-p 80:", "must provide a non-empty container port to publish"),
        ("-p :1:80", "must provide a non-empty container host IP to publish"),
        ("-p x:1:80", 'cannot parse "x" as an IP address'),
        ("-p [::1]:80", f"{FORMAT}must provide host and destination port if specifying an IP"),
        ("-p [::1]80:80", f"{FORMAT}IPv6 address must be followed by a colon (':')"),
        ("-p ::1]:80:80", f"{FORMAT}IPv6 addresses must be enclosed by []"),
        (
            "-p [::1]:1:2:3",
            f"{FORMAT}when v6 address specified, must be [ipv6]:hostPort:ctrPort",
        ),
        ("-p [a]:1]:2", f"{FORMAT}at most one IPv6 address can be specified in a --publish"),
        ("-p 1:2:3:4", f"{FORMAT}format is [[hostIP:]hostPort:]containerPort"),
        (
            "-p 80,x",
            (
                "parsing container port: invalid port number: "
                'strconv.Atoi: parsing "x": invalid syntax'
            ),
        ),
        (
            "--expose x",
            'invalid range format for --expose: x: strconv.ParseUint: parsing "x": invalid syntax',
        ),
        (
            "--expose 81-80",
            "invalid range format for --expose: 81-80: Invalid range specified for the Port: 81-80",
        ),
        (
            "--expose 80-80",
            "the end port of a range must be higher than the start port - 80 is not higher than 80",
        ),
        ("--expose 0", "port numbers must be between 1 and 65535 (inclusive), got 0"),
        ("--expose 80/tcp/udp", "invalid expose format - protocol can only be specified once"),
        (
            "--expose /tcp",
            "invalid range format for --expose: /tcp: Empty string specified for ports.",
        ),
        (
            "--network none --network-alias x",
            "--network-alias can only be set when the network mode is bridge: invalid argument",
        ),
        (
            "--network host --ip 1.2.3.4",
            "--ip can only be set when the network mode is bridge: invalid argument",
        ),
        (
            "--network none --mac-address 02:42:ac:11:00:02",
            "--mac-address can only be set when the network mode is bridge: invalid argument",
        ),
        (
            "--network container:x --ip6 ::1",
            "--ip6 can only be set when the network mode is bridge: invalid argument",
        ),
    ],
)
def test_these_are_refused(version: str, words: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman run {words} img", engine=f"podman@{version}")
    assert caught.value.message == message
