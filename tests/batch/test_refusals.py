"""Requests that are refused: what is wrong with the question, and what an engine would refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer, answer_lines
from tests.batch.asking import FILE, IMAGE, SHOWN, error_of


@pytest.mark.parametrize(
    ("run", "message", "hint"),
    [
        ({"entrypoint": 5}, "cannot unmarshal a number into entrypoint", "entrypoint is a list"),
        ({"entrypoint": True}, "cannot unmarshal a boolean into entrypoint", "entrypoint is a"),
        ({"entrypoint": {"a": 1}}, "cannot unmarshal an object into entrypoint", "entrypoint is"),
        ({"args": ["a", 1]}, "cannot unmarshal a number into args", "args is a list of strings"),
        ({"args": [["a"]]}, "cannot unmarshal a list into args", "args is a list of strings"),
        ({"args": float("inf")}, "cannot unmarshal a number into args", "args is a list"),
        ({"init": "x"}, "cannot unmarshal a string into init", "init is true or false"),
        ({"init": 1}, "cannot unmarshal a number into init", "init is true or false"),
    ],
)
def test_a_run_that_no_api_decodes_is_refused_at_create(
    run: dict[str, Any], message: str, hint: str
) -> None:
    """The image is built by then, and shown (Docker 20.10 to 28.5: ``cannot unmarshal``)."""
    got = answer({"id": 1, "image": IMAGE, "run": run})

    assert got["image"] == SHOWN
    assert got["error"]["hint"].startswith(hint)
    del got["error"]["hint"]
    assert got["error"] == {"stage": "create", "code": "override-type", "message": message}


BAD: list[tuple[Any, str]] = [
    (None, "a request is a JSON object, not null"),
    (1, "a request is a JSON object, not a number"),
    ("x", "a request is a JSON object, not a string"),
    ([], "a request is a JSON object, not a list"),
    (True, "a request is a JSON object, not a boolean"),
    ({}, "give one of dockerfile, dockerfile_b64, image, not none"),
    ({"image": None}, "give one of dockerfile, dockerfile_b64, image, not none"),
    (
        {"image": IMAGE, "dockerfile": FILE},
        "give one of dockerfile, dockerfile_b64, image, not dockerfile and image",
    ),
    ({"image": IMAGE, "imag": 1}, "unknown key 'imag'"),
    ({"image": IMAGE, 5: 1, "x": 2}, "unknown key 5"),
    ({"image": IMAGE, "engine": 5}, "engine must be a string, such as docker@28.5, not a number"),
    ({"image": IMAGE, "engine": ["docker"]}, "engine must be a string"),
    ({"image": IMAGE, "builder": 7}, "builder must be a string, such as buildkit@28.5, not a num"),
    ({"image": IMAGE, "target": 5}, "target must be a string, the name of a stage, not a number"),
    ({"dockerfile": FILE, "target": []}, "target must be a string"),
    ({"dockerfile": FILE, "platform": 5}, "platform must be a string, such as linux/amd64, not a"),
    ({"dockerfile": 5}, "dockerfile must be a string, the Dockerfile's text, not a number"),
    ({"dockerfile": [FILE]}, "dockerfile must be a string"),
    ({"dockerfile_b64": 5}, "dockerfile_b64 must be a string"),
    ({"dockerfile_b64": "***"}, "dockerfile_b64 is not base64"),
    ({"dockerfile_b64": "RlJP TQ=="}, "dockerfile_b64 is not base64"),
    ({"dockerfile_b64": "é"}, "dockerfile_b64 is not base64"),
    ({"image": "img"}, "image must be an image config, a JSON object or a list of one, not a"),
    ({"dockerfile": FILE, "bases": []}, "bases must be an object of image configs or Dockerfile"),
    ({"image": IMAGE, "bases": 5}, "bases must be an object of image configs or Dockerfile texts"),
    ({"dockerfile": FILE, "as_of": "2024-01-02"}, "as_of is a day of the atlas"),
    ({"dockerfile": FILE, "contexts": "x"}, "contexts must be an object"),
    ({"dockerfile": FILE, "build_args": []}, "build_args must be an object of strings, not a list"),
    (
        {"dockerfile": FILE, "build_args": {"A": 1}},
        "build_args must be an object of strings; 'A' is not one",
    ),
    ({"dockerfile": FILE, "build_args": {"A": None}}, "build_args must be an object of strings"),
    ({"image": IMAGE, "run": True}, "run must be an object, or false, not true"),
    ({"image": IMAGE, "run": 0}, "run must be an object, or false, not a number"),
    ({"image": IMAGE, "run": []}, "run must be an object, or false, not a list"),
    ({"image": IMAGE, "run": "x"}, "run must be an object, or false, not a string"),
    ({"image": IMAGE, "run": {"cmd": ["x"]}}, "unknown key 'cmd' of run"),
    ({"image": IMAGE, "explain": "yes"}, "explain must be true or false, not a string"),
    ({"image": IMAGE, "explain": 1}, "explain must be true or false, not a number"),
    ({"image": IMAGE, "cli": "docker run x"}, "cli must be a list of strings, not a string"),
    ({"image": IMAGE, "cli": ["docker", 1]}, "cli must be a list of strings, and a number is amon"),
    ({"image": IMAGE, "cli": [None]}, "cli must be a list of strings, and null is among them"),
    ({"image": IMAGE, "cli": ["docker", "run", "x"], "run": {}}, "give run or cli, not both"),
    ({"image": IMAGE, "cli": ["docker", "run", "x"], "run": False}, "give run or cli, not both"),
    ({"image": IMAGE, "cli": ["x"], "kubernetes": {}}, "give cli or kubernetes, not both"),
    ({"image": IMAGE, "kubernetes": []}, "kubernetes must be an object, not a list"),
    ({"image": IMAGE, "kubernetes": {}}, "kubernetes.manifest must be a string"),
    (
        {"image": IMAGE, "kubernetes": {"manifest": "", "container": 1}},
        "kubernetes.container must be a string",
    ),
    ({"image": IMAGE, "build_args": {"A": 1}}, "build_args must be an object of strings; 'A' is"),
    ({"image": IMAGE, "as_of": "2026-01-01"}, "as_of is a day of the atlas"),
    ({"dockerfile": FILE, "bases": {1: IMAGE}}, "bases must have strings as names, and a number"),
    ({"dockerfile": FILE, "contexts": {None: ""}}, "contexts must have strings as names, and null"),
    ({"image": IMAGE, "run": {b"args": []}}, "run must have strings as names, and a value of ty"),
    ({"image": IMAGE, "id": float("nan")}, "id is nothing that JSON can give back"),
    ({"image": IMAGE, "id": {1, 2}}, "id is nothing that JSON can give back"),
]


@pytest.mark.parametrize(("request_", "message"), BAD)
def test_a_bad_request_has_one_clear_error(request_: Any, message: str) -> None:
    """Each key has one type; a key nobody knows is no silent wish."""
    error = error_of(request_)

    assert error["message"].startswith(message)
    assert (error["stage"], error["code"]) == ("request", "bad-request")
    assert set(error) <= {"stage", "code", "message", "hint"}


@pytest.mark.parametrize(
    ("request_", "hint"),
    [
        ({"composed": {}}, "known: id, engine, builder, dockerfile, dockerfile_b64, target, "),
        ({"image": IMAGE, "run": {"cmd": []}}, "known: entrypoint, args, init"),
        ({"image": IMAGE, "kubernetes": {"file": ""}}, "known: manifest, container"),
    ],
)
def test_an_unknown_key_is_answered_with_those_known(request_: Any, hint: str) -> None:
    """So that a slip of the pen is found at once."""
    assert error_of(request_)["hint"].startswith(hint)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            {"image": IMAGE, "engine": "moby"},
            ("request", "unknown-dialect", "no engine is called 'moby'"),
        ),
        ({"image": IMAGE, "engine": ""}, ("request", "unknown-dialect", "no engine is called ''")),
        (
            {"image": IMAGE, "engine": "docker@" + "9" * 5000},
            ("request", "unknown-dialect", "'99999"),
        ),
        (
            {"dockerfile": FILE, "builder": "docker@28.5"},
            ("request", "unknown-dialect", "no builder is called 'docker'"),
        ),
        (
            {"dockerfile": FILE, "builder": ""},
            ("request", "unknown-dialect", "no builder is called ''"),
        ),
        (
            {"image": {"Cmd": 5}},
            ("request", "image-config", "Cmd must be a list of strings, not a number"),
        ),
        (
            {"dockerfile": "FROM b", "bases": {"b": {"Cmd": 5}}},
            ("request", "image-config", "b: Cmd must be a list of strings, not a number"),
        ),
        ({"dockerfile": "FROM b", "bases": {"b": None}}, ("create", "no-command", "no command")),
        ({"image": []}, ("request", "image-config", "it is an empty list")),
        (
            {"image": {"foo": 1}},
            ("request", "image-config", "none of its keys is one of an image config: foo"),
        ),
        (
            {"image": {"Entrypoints": ["/e"]}},
            ("request", "image-config", "Entrypoints is no key of an image config"),
        ),
        (
            {"dockerfile": "FROM b", "bases": {"b": {"apiVersion": "v1", "kind": "Pod"}}},
            ("request", "image-config", "b: this is a Kubernetes manifest and no image config"),
        ),
        (
            {"dockerfile": "FROM b", "contexts": {"b": 5}},
            (
                "request",
                "image-config",
                "b: an image config is a JSON object or a list of one, not",
            ),
        ),
        ({"image": {}}, ("create", "no-command", "no command specified")),
        (
            {"image": {}, "engine": "docker@20.10"},
            ("create", "no-command", "No command specified"),
        ),
        (
            {"image": IMAGE, "engine": "podman/libpod", "run": {"args": "x"}},
            ("create", "override-type", "cannot unmarshal string into a list of strings"),
        ),
        (
            {"dockerfile": FILE, "platform": "x"},
            ("build", "platform", "failed to parse platform x"),
        ),
        (
            {"image": IMAGE, "cli": ["podman", "run", "x"], "engine": "docker"},
            ("request", "wrong-engine", "podman starts no container on docker"),
        ),
    ],
)
def test_a_refusal_says_when_and_why(request_: Any, expected: tuple[str, str, str]) -> None:
    """``stage`` is ``request`` for the question itself, else when a real engine would refuse."""
    error = error_of(request_)

    assert (error["stage"], error["code"]) == expected[:2]
    assert error["message"].startswith(expected[2])


@pytest.mark.parametrize(
    ("request_", "place"),
    [
        ({"dockerfile": "FROM scratch\n  CDM x\n"}, ("Dockerfile", 2, 3)),
        ({"dockerfile": ""}, ("Dockerfile", 1, 1)),
        ({"dockerfile": "FROM b", "bases": {"b": "FROM scratch\nCDM x"}}, ("b", 2, 1)),
        ({"image": IMAGE, "cli": ["docker", "run", "--nope", "x"]}, ("command line", 1, 12)),
    ],
)
def test_a_fault_in_a_text_has_a_place(request_: Any, place: tuple[str, int, int]) -> None:
    """The text's name, and line and column from 1."""
    error = error_of(request_)

    assert (error["source"], error["line"], error["column"]) == place


def test_a_fault_on_a_later_line_of_an_instruction_has_two_places() -> None:
    """``line`` is where builders say the instruction begins, ``at`` where the fault lies."""
    error = error_of({"dockerfile": "FROM scratch\nENTRYPOINT \\\n --x\n"})

    assert (error["source"], error["line"], error["column"]) == ("Dockerfile", 2, 1)
    assert error["at"] == {"line": 3, "column": 2}


def test_an_id_that_json_reads_and_cannot_write_is_refused() -> None:
    """``1e999`` is a number to Python's reader and no number to any writer."""
    (got,) = answer_lines(['{"id":1e999,"image":{"Cmd":["a"]}}'])

    assert json.loads(got)["error"]["message"] == "id is nothing that JSON can give back"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("builder", "nobody", "unknown-dialect"),
        ("bases", {"x": 5}, "image-config"),
        ("contexts", {"x": True}, "image-config"),
    ],
)
def test_what_is_said_of_a_build_is_looked_at_without_one(key: str, value: Any, code: str) -> None:
    """A wrong key is wrong whatever else the request has."""
    for request in ({"image": IMAGE}, {"dockerfile": FILE}):
        error = error_of({**request, key: value})
        assert (error["stage"], error["code"]) == ("request", code)
