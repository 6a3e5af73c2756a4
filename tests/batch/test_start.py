"""Keys of a request that say how its image is started: `cmdresolve.batch.start`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer

IMAGE = {"Entrypoint": ["e"], "Cmd": ["c"]}
FILE = "services: {a: {image: x, command: 'd $V | f'}}"


def ask(compose: Any, **parts: Any) -> dict[str, Any]:
    return answer({"image": IMAGE, "compose": compose, **parts})


@pytest.mark.parametrize(
    ("compose", "argv"),
    [
        ({"files": [FILE], "service": "a"}, ["e", "d"]),
        ({"files": [FILE], "service": "a", "env": {"V": "v"}}, ["e", "d", "v"]),
        ({"files": [FILE], "service": "a", "env": None, "run": None}, ["e", "d"]),
        ({"files": [FILE], "service": "a", "run": {}}, ["e", "d"]),
        ({"files": [FILE], "service": "a", "run": {"args": ["x y"]}}, ["e", "x y"]),
        ({"files": [FILE], "service": "a", "run": {"args": None, "entrypoint": ""}}, ["c"]),
        ({"files": [FILE], "service": "a", "run": {"entrypoint": "f g"}}, ["f", "g"]),
        ({"files": [FILE, "services: {a: {command: []}}"], "service": "a"}, ["e", "c"]),
        (
            {
                "files": ["services: {a: {extends: {file: b.yaml, service: a}}}"],
                "service": "a",
                "beside": {"b.yaml": FILE},
            },
            ["e", "d"],
        ),
        ({"files": [FILE], "service": "a", "beside": {".env": "V=v"}}, ["e", "d", "v"]),
        (
            {
                "files": [FILE],
                "service": "a",
                "beside": {".env": "V=v", "x.env": "V=w"},
                "env_files": ["x.env"],
                "profiles": ["p"],
            },
            ["e", "d", "w"],
        ),
        (
            {"files": [FILE.replace("$V", "$COMPOSE_PROJECT_NAME")], "service": "a", "folder": "f"},
            ["e", "d", "f"],
        ),
        (
            {
                "files": [FILE.replace("$V", "$COMPOSE_PROJECT_NAME")],
                "service": "a",
                "folder": "f",
                "project_name": "p",
            },
            ["e", "d", "p"],
        ),
    ],
)
def test_compose_starts_a_service(compose: Any, argv: list[str]) -> None:
    """The image of the request is the service's."""
    assert ask(compose)["argv"] == argv


def test_compose_starts_what_is_built() -> None:
    request = {
        "dockerfile": 'FROM scratch\nCMD ["c"]\n',
        "compose": {"files": [FILE], "service": "a"},
    }

    assert answer(request)["argv"] == ["d"]


def test_a_value_that_a_cluster_has_may_be_given() -> None:
    pod = {"kind": "Pod", "spec": {"containers": [{"name": "a", "image": "i", "args": ["$(V)"]}]}}
    text = json.dumps(pod).replace('"args"', '"envFrom": [{"secretRef": {"name": "s"}}], "args"')
    asked = {"manifest": text, "container": "a"}

    assert answer({"image": IMAGE, "kubernetes": asked})["unknown"] == ["V of Secret s"]
    known = answer({"image": IMAGE, "kubernetes": {**asked, "env": {"V": "v"}}})
    assert known["argv"] == ["e", "v"]
    bad = answer({"image": IMAGE, "kubernetes": {**asked, "env": ["V=v"]}})
    assert bad["error"]["message"] == "kubernetes.env must be an object of strings"


def test_a_service_with_an_init_tells_pid_1() -> None:
    found = ask({"files": ["services: {a: {image: x, init: true}}"], "service": "a"})

    assert found["pid1"] == ["/sbin/docker-init", "--", "e", "c"]


def test_what_is_not_given_is_unknown() -> None:
    text = "services: {a: {image: x, extends: {file: b.yaml, service: b}}}"

    assert ask({"files": [text], "service": "a"})["unknown"] == [
        "what b.yaml says that services.a extends"
    ]


def test_a_refusal_of_compose_stands_beside_the_image() -> None:
    """It is a refusal to create the container; the image is there."""
    found = ask({"files": ["services: {a: {image: x, command: 1}}"], "service": "a"})

    assert found["image"]["Cmd"] == ["c"]
    error = found["error"]
    assert (error["stage"], error["code"]) == ("create", "schema")
    assert (error["line"], error["column"]) == (1, 35)


@pytest.mark.parametrize(
    ("compose", "message"),
    [
        ([], "compose must be an object, not a list"),
        ({}, "compose.files must be a list of strings, at least one"),
        ({"files": [], "service": "a"}, "compose.files must be a list of strings, at least one"),
        ({"files": FILE, "service": "a"}, "compose.files must be a list of strings, at least one"),
        ({"files": [1], "service": "a"}, "compose.files must be a list of strings, at least one"),
        ({"files": [FILE]}, "compose.service must be a string, the name of a service"),
        ({"files": [FILE], "service": 1}, "compose.service must be a string, the name of a"),
        ({"files": [FILE], "service": "a", "env": []}, "compose.env must be an object of strings"),
        (
            {"files": [FILE], "service": "a", "env": {"V": 1}},
            "compose.env must be an object of strings",
        ),
        (
            {"files": [FILE], "service": "a", "beside": {"b": None}},
            "compose.beside must be an object of strings",
        ),
        (
            {"files": [FILE], "service": "a", "beside": {1: "b"}},
            "compose.beside must be an object of strings",
        ),
        ({"files": [FILE], "service": "a", "run": []}, "compose.run must be an object, not a list"),
        (
            {"files": [FILE], "service": "a", "run": {"entrypoint": ["a"]}},
            "compose.run.entrypoint must be a string",
        ),
        (
            {"files": [FILE], "service": "a", "run": {"args": "a"}},
            "compose.run.args must be a list of strings",
        ),
        (
            {"files": [FILE], "service": "a", "env_files": "a"},
            "compose.env_files must be a list of strings",
        ),
        (
            {"files": [FILE], "service": "a", "profiles": [1]},
            "compose.profiles must be a list of strings",
        ),
        ({"files": [FILE], "service": "a", "folder": 1}, "compose.folder must be a string"),
        ({"file": FILE}, "unknown key 'file' of compose"),
        (
            {"files": [FILE], "service": "a", "run": {"command": []}},
            "unknown key 'command' of compose.run",
        ),
    ],
)
def test_a_wrong_key_is_a_bad_request(compose: Any, message: str) -> None:
    error = ask(compose)["error"]

    assert (error["stage"], error["code"]) == ("request", "bad-request")
    assert error["message"].startswith(message)


@pytest.mark.parametrize("other", [{"run": {}}, {"run": False}, {"cli": ["docker", "run", "x"]}])
def test_one_way_to_start_is_enough(other: dict[str, Any]) -> None:
    error = ask({"files": [FILE], "service": "a"}, **other)["error"]

    assert error["message"].endswith(", not both")


def test_an_engine_without_compose_is_told() -> None:
    error = ask({"files": [FILE], "service": "a"}, engine="kube-play@5.8")["error"]

    assert error["code"] == "wrong-engine"
