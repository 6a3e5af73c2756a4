"""From which folder files of variables are looked for; recorded on Compose 2.26 and 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services

SERVICE = "services: {b: {image: x, env_file: %s}}\n"


def names(first: str, beside: dict[str, str], engine: str) -> list[str]:
    found = compose_services([first], beside=beside, complete=True, folder="moon", engine=engine)
    return [one.service for one in found]


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize("env_file", ["v.env", "[./v.env]", "[{path: v.env, required: 'yes'}]"])
def test_an_included_project_has_its_own_folder(env_file: str, engine: str) -> None:
    first = "include: [i/compose.yaml]\nservices: {a: {image: x}}\n"
    inner = {"i/compose.yaml": SERVICE % env_file}

    assert names(first, {**inner, "i/v.env": ""}, engine) == ["a", "b"]
    with pytest.raises(ComposeError, match=r"env file i/v\.env not found"):
        names(first, {**inner, "v.env": ""}, engine)


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_a_file_that_is_extended_has_its_own_folder(engine: str) -> None:
    """So has one that it extends; the extending service has the project's."""
    first = "services: {a: {extends: {file: e/b.yaml, service: b}, env_file: own.env}}\n"
    inner = {
        "e/b.yaml": "services: {b: {extends: {file: f/c.yaml, service: b}, env_file: v.env}}\n",
        "e/f/c.yaml": SERVICE % "[w.env]",
    }
    there = {"own.env": "", "e/v.env": "", "e/f/w.env": ""}

    assert names(first, {**inner, **there}, engine) == ["a"]
    for gone in there:
        left = {path: text for path, text in there.items() if path != gone}
        with pytest.raises(ComposeError, match=f"env file {gone} not found"):
            names(first, {**inner, **left}, engine)


def test_included_projects_in_each_other() -> None:
    first = "include: [i/compose.yaml]\nservices: {a: {image: x}}\n"
    inner = {
        "i/compose.yaml": "include: [j/compose.yaml]\nservices: {c: {image: x}}\n",
        "i/j/compose.yaml": SERVICE % "../v.env",
    }

    assert names(first, {**inner, "i/v.env": ""}, "compose@2.40") == ["a", "c", "b"]
