"""What services name of each other and of what the files declare; recorded on Compose 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service, compose_services

pytest.importorskip("ruamel.yaml")

OTHER = ", b: {image: x}, p: {image: x, profiles: [q]}}\n"


def project(service: str, rest: str = "") -> str:
    """Return a project with keys of service ``a``, beside one and one left out by profile."""
    return f"services: {{a: {{image: x, command: [c], {service}}}{OTHER}{rest}"


@pytest.mark.parametrize(
    ("service", "told"),
    [
        ("depends_on: [nope]", 'service "a" depends on undefined service "nope"'),
        ("depends_on: {nope: {condition: service_started}}", "undefined service"),
        ("depends_on: [p]", 'service "a" depends on undefined service "p"'),
        ("depends_on: {b: {condition: done}}", "condition must be one of service_started"),
        ("links: [nope]", "undefined service"),
        ("links: ['nope:alias']", 'undefined service "nope"'),
        ("network_mode: 'service:nope'", 'undefined service "nope"'),
        ("pid: 'service:nope'", "undefined service"),
        ("ipc: 'service:nope'", "undefined service"),
        ("volumes_from: ['nope:ro']", 'undefined service "nope"'),
        ("network_mode: host, networks: [n]", "mutually exclusive"),
        ("networks: [gone]", 'service "a" refers to undefined network gone'),
        ("networks: {gone: {}}", "undefined network gone"),
        ("volumes: ['gone:/x']", "undefined volume gone"),
        ("volumes: [{type: volume, source: gone, target: /x}]", "undefined volume gone"),
        ("volumes: [':/x']", "empty section between colons"),
        ("secrets: [gone]", "undefined secret gone"),
        ("configs: [{source: gone}]", "undefined config gone"),
        ("ports: ['']", "No port specified"),
        ("depends_on: [a]", "dependency cycle detected: a -> a"),
    ],
)
def test_what_is_not_there_spoils_the_project(service: str, told: str) -> None:
    """Whatever service is asked for, for Compose reads all of them first."""
    text = project(service, "networks: {n: {}}\n")
    for name in ("a", "b"):
        with pytest.raises(ComposeError) as refused:
            compose_service([text], name)

        assert told in refused.value.message
        assert (refused.value.stage, refused.value.line) == ("create", 1)


@pytest.mark.parametrize(
    "service",
    [
        "depends_on: [b]",
        "depends_on: {b: {condition: service_healthy}}",
        "depends_on: {p: {condition: service_started, required: false}}",
        "links: ['b:alias', b]",
        "network_mode: 'service:b'",
        "network_mode: 'container:nope'",
        "pid: 'service:b'",
        "volumes_from: ['container:nope', b]",
        "networks: [n, default]",
        "volumes: ['v:/x', './h:/y', '/h:/z', '~/h:/w', /anonymous, 'C:\\\\h:/t']",
        "volumes: [{type: bind, source: h, target: /x}, {type: volume, target: /y}]",
        "secrets: [s, {source: s}]",
        "configs: [k]",
    ],
)
def test_what_is_there_is_no_fault(service: str) -> None:
    rest = "networks: {n: {}}\nvolumes: {v: {}}\nsecrets: {s: {file: f}}\nconfigs: {k: {file: f}}\n"

    assert compose_service([project(service, rest)], "a").override.args == ("c",)


def test_what_a_profile_leaves_out_names_what_it_likes() -> None:
    """Only services that are started are looked at."""
    text = "services: {a: {image: x}, p: {image: x, profiles: [q], depends_on: [nope]}}"

    assert [one.service for one in compose_services([text])] == ["a"]
    with pytest.raises(ComposeError, match="undefined service"):
        compose_services([text], profiles=["q"])


def test_services_that_wait_for_each_other() -> None:
    text = "services: {a: {image: x, depends_on: [b]}, b: {image: x, links: [a]}}"

    with pytest.raises(ComposeError, match="dependency cycle detected: a -> b -> a"):
        compose_service([text], "a")


def test_what_another_file_adds_is_merged_first() -> None:
    """A list of names and a mapping are one thing."""
    lower = "services: {a: {image: x, depends_on: [b], networks: [n]}, b: {image: x}}\n"
    upper = "services: {a: {depends_on: {c: {}}, networks: {m: }}, c: {image: x}}\n"
    declared = "networks: {n: , m: }\n"

    assert compose_service([lower, upper + declared], "a").image == "x"
    with pytest.raises(ComposeError, match="undefined network m"):
        compose_service([lower, upper + "networks: {n: }\n"], "a")


def test_where_a_file_is_missing_nothing_is_said_of_names() -> None:
    """For it may declare them."""
    text = "include: [i.yaml]\nservices: {a: {image: x, command: [c], depends_on: [b]}}\n"

    assert compose_service([text], "a").override.args == ("c",)


def test_many_services_that_wait_in_a_row() -> None:
    """No deeper than the program can go."""
    services = [f"s{n}: {{image: x, depends_on: [s{n + 1}]}}" for n in range(3000)]
    text = "services: {" + ", ".join([*services, "s3000: {image: x}"]) + "}"

    assert len(compose_services([text])) == 3001
