"""Ports that Podman takes for none, and so starts no container of the image."""

from __future__ import annotations

import pytest

from cmdresolve.batch import protocol
from cmdresolve.dialects.policies.exposed_ports import exposed_fault

CONVERT = "unable to convert image EXPOSE: "


@pytest.mark.parametrize(
    "port", ["80/tcp", "80", "8-9/udp", "+5/sctp", "80/TCP", "80/", "65535/tcp"]
)
def test_a_port_or_a_range_with_a_known_protocol_is_taken(port: str) -> None:
    """Recorded on Podman 5.8.6."""
    assert exposed_fault(port) is None


@pytest.mark.parametrize(
    ("port", "fault"),
    [
        ("x/tcp", CONVERT + 'invalid port number: strconv.Atoi: parsing "x": invalid syntax'),
        ("0/tcp", CONVERT + "port numbers must be between 1 and 65535 (inclusive), got 0"),
        ("65536/tcp", CONVERT + "port numbers must be between 1 and 65535 (inclusive), got 65536"),
        (
            "9" * 30 + "/tcp",
            CONVERT + f"port numbers must be between 1 and 65535 (inclusive), got {'9' * 30}",
        ),
        ("/tcp", CONVERT + "port numbers cannot be negative"),
        ("-1/tcp", CONVERT + "port numbers cannot be negative"),
        ("8-/tcp", CONVERT + "must provide ending number for port range"),
        (
            "1-2-3/tcp",
            CONVERT + "invalid port format - port ranges are formatted as startPort-stopPort",
        ),
        (
            "9-8/tcp",
            CONVERT
            + "the end port of a range must be higher than the start port - 8 is not higher than 9",
        ),
        (
            "80/foo",
            'validating protocols for exposed port 80: unrecognized protocol "foo" in port mapping',
        ),
    ],
)
def test_anything_else_is_refused_in_podmans_words(port: str, fault: str) -> None:
    """Recorded on Podman 5.4.2 and 5.8.6."""
    assert exposed_fault(port) == fault


@pytest.mark.parametrize(
    ("engine", "builder", "answer"),
    [
        ("podman@5.8", "buildah@1.43", "port"),
        ("podman@5.4/compat", "buildah@1.39/docker", "port"),
        ("kube-play@5.8", "buildah@1.43", "port"),
        ("podman@4.3", "buildah@1.28", ["a"]),
    ],
)
def test_buildah_stores_any_port_and_podman_5_does_not_start_it(
    engine: str, builder: str, answer: object
) -> None:
    """The image stands there; the container does not."""
    text = 'FROM scratch\nEXPOSE x\nCMD ["a"]\n'
    found = protocol.answer({"engine": engine, "builder": builder, "dockerfile": text})
    assert found["image"]["Cmd"] == ["a"]
    assert found.get("argv", found.get("error", {}).get("code")) == answer


def test_an_image_config_exposes_the_keys_of_its_ports() -> None:
    """They are inherited by a child, and matter to Podman alone."""
    request = {"image": {"Cmd": ["a"], "ExposedPorts": {"x": {}}}}
    assert protocol.answer({**request, "engine": "podman@5.8"})["error"]["code"] == "port"
    assert protocol.answer({**request, "engine": "docker@28.5"})["argv"] == ["a"]
    child = {
        "dockerfile": "FROM b\nCMD a\n",
        "bases": {"b": request["image"]},
        "engine": "podman@5.8",
    }
    assert protocol.answer(child)["error"]["code"] == "port"
