"""Parsed values, written as YAML and read again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.starters.yaml_nodes import Scalar, read_yaml
from cmdresolve.starters.yaml_writer import as_text, as_yaml


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}\n"),
        ([], "[]\n"),
        ({"a": [1, True, None]}, '{\n  "a": [\n    1,\n    true,\n    null\n  ]\n}\n'),
        ("yes", '"yes"\n'),
        (1.5, "1.5\n"),
        (1e300, "1.0e+300\n"),
        (float("inf"), ".inf\n"),
        (dt.date(2026, 1, 2), "2026-01-02\n"),
        ({1: {"b": "c"}}, '{\n  1: {\n    "b": "c"\n  }\n}\n'),
    ],
)
def test_a_value_has_one_spelling(value: Any, text: str) -> None:
    assert as_yaml(value) == text


@pytest.mark.parametrize("word", ["", "a\nb", "\t\x01", "é€😀", "\U000e0001", "\x85\u2028", '"\\'])
def test_any_word_is_read_again(word: str) -> None:
    node = read_yaml(as_yaml(word))[0].root
    assert isinstance(node, Scalar)
    assert node.text == word


def test_a_list_of_documents_is_several_documents() -> None:
    assert as_text([{"a": 1}, {"b": 2}], "x") == '{\n  "a": 1\n}\n---\n{\n  "b": 2\n}\n'
    assert as_text("a: 1", "x") == "a: 1"


@pytest.mark.parametrize("value", [{"a": {1, 2}}, {"a": b"x"}, {("a",): 1}, {"a": object()}])
def test_what_no_reader_returns_is_refused(value: Any) -> None:
    with pytest.raises(cr.WrongTypeError, match="YAML has no values of type"):
        as_yaml(value)


def test_values_in_themselves_are_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(cr.WrongTypeError, match="nested too deeply, or in themselves"):
        as_yaml(endless)


def test_compose_and_pods_are_read_from_parsed_values() -> None:
    project = {"services": {"web": {"image": "app", "command": ["$A", "yes", "1"]}}}
    assert cr.compose_service([project], "web", env={"A": "b"}).override.args == ("b", "yes", "1")
    assert cr.compose_service([("x.yaml", project)], "web").override.args == ("", "yes", "1")
    over = "services: {web: {command: [over]}}"
    assert cr.compose_service([project, over], "web").override.args == ("over",)
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p"},
        "spec": {"containers": [{"name": "c", "image": "i", "command": ["\x01", "$(A)"]}]},
    }
    assert cr.pod_container(pod).override.entrypoint == ("\x01", "$(A)")
    assert [one.container for one in cr.pod_containers([pod, {"kind": "ConfigMap"}])] == ["c"]
