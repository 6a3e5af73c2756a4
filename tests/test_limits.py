"""Whoever asks sets the limits, at every door, and each of them is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import fields

import cmdresolve as cr
from cmdresolve.batch import answer, answer_lines, subject
from cmdresolve.starters.command_line.typed import read_line
from cmdresolve.starters.compose import compose_services
from cmdresolve.starters.quadlet import quadlet_container

DOCKERFILE = 'FROM scratch\nENV A=abcdef\nENV B=$A$A\nCMD ["a", "b", "c"]\n'
SERVICE = "services:\n  a:\n    image: x\n    command: [a, '${A}', c]\n"
POD = (
    "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: i\n"
    "    env: [{name: A, value: abcdef}, {name: B, value: $(A)$(A)}]\n    args: [a, $(A), c]\n"
)
WORDS = cr.ImageConfig(cmd=["a", "b", "c"])
EXPANDED = cr.pod_container(POD).override
BESIDE = {
    "files": ["services: {a: {extends: {file: b.yaml, service: b}}}\n"],
    "service": "a",
    "beside": {"b.yaml": "services: {b: {image: x}}\n"},
}
CHAIN = {"b0": "FROM scratch\nCMD x\n", "b1": "FROM b0\n", "b2": "FROM b1\n"}

Ask = Callable[[cr.Limits], object]

#: Who is asked, with the limits that the question passes when they are low.
DOORS: dict[str, tuple[Ask, dict[str, int]]] = {
    "Dockerfile.parse": (
        lambda limits: cr.Dockerfile.parse(DOCKERFILE + "FROM x\n", limits=limits),
        {"text": 50, "stages": 1},
    ),
    "Dockerfile.image": (
        lambda limits: cr.Dockerfile.parse(DOCKERFILE).image(limits=limits),
        {"expanded": 11, "words": 2},
    ),
    "docker_run": (
        lambda limits: cr.docker_run(["docker", "run", "img", "a"], limits=limits),
        {"text": 12, "words": 3},
    ),
    "docker_run, typed": (
        lambda limits: cr.docker_run("docker run img a", limits=limits),
        {"text": 15, "words": 3},
    ),
    "read_line": (
        lambda limits: read_line("docker compose up a", limits=limits),
        {"text": 18, "words": 3},
    ),
    "quadlet_container": (
        lambda limits: quadlet_container("[Container]\nImage=i\nExec=a b\n", limits=limits),
        {"text": 27, "words": 4},
    ),
    "compose_service": (
        lambda limits: cr.compose_service([SERVICE], "a", env={"A": "abc"}, limits=limits),
        {"text": 50, "yaml_text": 50, "yaml_nodes": 11, "nesting": 3, "expanded": 2, "words": 2},
    ),
    "compose_service, beside": (
        lambda limits: cr.compose_service(**BESIDE, limits=limits),  # type: ignore[arg-type]
        {"files": 0, "text": 40},
    ),
    "compose_services": (
        lambda limits: compose_services([SERVICE], env={"A": "abc"}, limits=limits),
        {"text": 50, "yaml_text": 50, "yaml_nodes": 11, "nesting": 3, "expanded": 2, "words": 2},
    ),
    "pod_container": (
        lambda limits: cr.pod_container(POD, limits=limits),
        {"text": 99, "yaml_text": 99, "yaml_nodes": 30, "nesting": 5, "expanded": 11, "words": 2},
    ),
    "pod_containers": (
        lambda limits: cr.pod_containers(POD, limits=limits),
        {"text": 99, "yaml_text": 99, "yaml_nodes": 30, "nesting": 5, "expanded": 11, "words": 2},
    ),
    "ImageConfig.changed": (
        lambda limits: WORDS.changed(["ENV A=abcdef", "ENV B=$A$A"], limits=limits),
        {"text": 21, "expanded": 11, "words": 2},
    ),
    "ImageConfig.changed, one by one": (
        lambda limits: WORDS.changed(["ENV A=abcdef", "ENV B=$A"], engine="buildah", limits=limits),
        {"text": 19, "expanded": 5, "words": 2},
    ),
    "resolve": (
        lambda limits: cr.resolve(WORDS, EXPANDED, engine="kubernetes", limits=limits),
        {"expanded": 5, "words": 2},
    ),
}
#: Requests of the protocol, with the same.
REQUESTS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "dockerfile": (
        {"dockerfile": DOCKERFILE},
        {"text": 50, "expanded": 11, "words": 2, "stages": 0},
    ),
    "bases": (
        {"dockerfile": "FROM b2\n", "bases": CHAIN},
        {"nesting": 2, "text": 18},
    ),
    "what bases come to": (
        {"dockerfile": "FROM b0\n", "bases": {"b0": DOCKERFILE, "b1": DOCKERFILE}},
        {"expanded": 23},
    ),
    "contexts": (
        {"dockerfile": "FROM b0\n", "contexts": {"b0": DOCKERFILE}},
        {"expanded": 11},
    ),
    "image": ({"image": {"Cmd": ["a", "b"]}}, {"words": 1}),
    "changes": (
        {"image": {"Cmd": ["c"]}, "changes": ["ENV A=abcdef", "ENV B=$A$A"]},
        {"text": 21, "expanded": 11},
    ),
    "cli": ({"image": {}, "cli": ["docker", "run", "i", "a"]}, {"words": 3, "text": 9}),
    "compose": (
        {"image": {}, "compose": {"files": [SERVICE], "service": "a", "env": {"A": "abc"}}},
        {"text": 50, "yaml_text": 50, "yaml_nodes": 11, "nesting": 3, "expanded": 2, "words": 2},
    ),
    "beside": ({"image": {"Cmd": ["x"]}, "compose": BESIDE}, {"files": 0}),
    "kubernetes": (
        {"image": {}, "kubernetes": {"manifest": POD}},
        {"text": 99, "yaml_text": 99, "yaml_nodes": 30, "nesting": 5, "expanded": 5, "words": 2},
    ),
}


def _each(table: dict[str, Any]) -> list[Any]:
    return [
        pytest.param(ask, name, value, id=f"{door}-{name}")
        for door, (ask, limits) in table.items()
        for name, value in limits.items()
    ]


@pytest.mark.parametrize(("ask", "name", "value"), _each(DOORS))
def test_a_low_limit_is_passed(ask: Ask, name: str, value: int) -> None:
    ask(cr.Limits())

    with pytest.raises(cr.LimitError, match=rf"Limits\.{name} allows") as caught:
        ask(cr.Limits(**{name: value}))

    assert (caught.value.code, caught.value.stage) == ("limit", "request")


@pytest.mark.parametrize(("request_", "name", "value"), _each(REQUESTS))
@pytest.mark.parametrize("explain", [False, True])
def test_a_low_limit_is_passed_by_a_request(
    request_: dict[str, Any], name: str, value: int, *, explain: bool
) -> None:
    asked = {**request_, "explain": explain}
    assert "argv" in answer(asked)

    error = answer(asked, limits=cr.Limits(**{name: value}))["error"]

    assert (error["code"], error["stage"]) == ("limit", "request")
    assert f"Limits.{name}" in error["message"]


def test_every_limit_is_held_by_some_door() -> None:
    tables: tuple[dict[str, Any], ...] = (DOORS, REQUESTS)
    tried = {name for table in tables for _, limits in table.values() for name in limits}

    assert tried == {field.name for field in fields(cr.Limits)}


def test_lines_and_subjects_have_limits_too() -> None:
    limits = cr.Limits(words=1)
    (line,) = answer_lines(['{"image": {"Cmd": ["a", "b"]}}'], limits=limits)
    found = subject({"image": {"Cmd": ["a", "b"]}}, limits=limits)

    assert '"code": "limit"' in line
    assert isinstance(found.error, cr.LimitError)


def test_a_build_and_its_bases_share_what_variables_may_come_to() -> None:
    """A hundred kilobytes of Dockerfiles that each come to megabytes are no hundred builds."""
    greedy = "FROM scratch\nENV A=xxxxxxxx" + "\nENV A=$A$A" * 16 + "\n"
    bases = {f"b{i}": greedy for i in range(300)}

    error = answer({"dockerfile": "FROM b0\nCMD x\n", "bases": bases})["error"]

    assert error["code"] == "limit"


def test_higher_limits_hold_for_the_telling_too() -> None:
    """What was resolved under limits of one's own is explained under them."""
    words = cr.ImageConfig(entrypoint=["x"], env=["Z=" + "x" * 2000], cmd=["$(Z)" * 10_000])
    asked = cr.pod_container(POD.replace("    args: [a, $(A), c]\n", "")).override

    found = cr.resolve(words, asked, engine="kube-play@5.8", limits=cr.Limits(expanded=1 << 30))

    assert found.words[-1].value.startswith("xxx")
