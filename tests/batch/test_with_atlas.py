"""Requests that ask for the atlas to describe what nobody gave."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch.protocol import answer
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.sources import Found
from cmdresolve.model.image import ImageConfig

A_POD = """{apiVersion: v1, kind: Pod, metadata: {name: p},
spec: {containers: [{name: a, image: 'python:3'}]}}"""


def atlas_find(self: Atlas, reference: str, platform: str = "linux/amd64") -> Found | None:
    """Stand for an atlas of one image, and of another that is only supposed."""
    del platform
    if reference not in ("python:3", "python:99"):
        return None
    config = ImageConfig(cmd=["python3"])
    day = self._asked or "2026-08-01"
    return Found(config, "atlas", "the atlas", as_of=day, supposed=reference == "python:99")


@pytest.mark.parametrize(
    ("request_", "got"),
    [
        ({"dockerfile": "FROM python:3"}, {"argv": ["python3"]}),
        (
            {"dockerfile": "FROM x\nCMD a", "bases": {"x": 'FROM python:3\nSHELL ["s"]'}},
            {"argv": ["s", "a"]},
        ),
        (
            {"dockerfile": "FROM python:99"},
            {"unknown": ["Entrypoint of python:99", "Cmd of python:99"]},
        ),
        ({"cli": ["docker", "run", "python:3"]}, {"argv": ["python3"]}),
        ({"kubernetes": {"manifest": A_POD}}, {"argv": ["python3"]}),
        (
            {"compose": {"files": ["services: {a: {image: 'python:3'}}"], "service": "a"}},
            {"argv": ["python3"]},
        ),
        ({"cli": ["docker", "run", "x"], "bases": {"x": {"Cmd": ["given"]}}}, {"argv": ["given"]}),
    ],
)
def test_the_atlas_is_asked_where_a_request_says_so(
    request_: dict[str, Any], got: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Atlas, "find", atlas_find)
    answered = answer({**request_, "atlas": True})
    assert {key: answered.get(key) for key in got} == got


def test_an_answer_by_the_atlas_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Atlas, "find", atlas_find)
    request = {"dockerfile": "FROM python:3", "atlas": True, "as_of": "2024-01-02", "explain": True}
    assert answer(request)["bases"] == {
        "python:3": {"from": "atlas", "source": "the atlas", "as_of": "2024-01-02"}
    }
    unasked = answer({"dockerfile": "FROM python:3", "explain": True})
    assert "bases" not in unasked
    assert unasked["unknown"] == ["Entrypoint of python:3", "Cmd of python:3"]
    supposed = answer({"dockerfile": "FROM python:99", "atlas": True, "explain": True})
    assert supposed["assumed"] == {
        "argv": ["python3"],
        "if": [
            "python:99 sets no ENTRYPOINT (nor does its line)",
            "python:99 has the CMD of its line",
        ],
    }


@pytest.mark.parametrize("day", ["2024", "2024-13-01", "x"])
def test_a_day_that_is_none_is_a_bad_request(day: str) -> None:
    got = answer({"dockerfile": "FROM a", "atlas": True, "as_of": day})
    assert got["error"]["stage"] == "request"
