"""One Compose file laid over another: which value stays, which takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.starters.compose.merging import merge_tables, without
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, read_document
from cmdresolve.starters.yaml_nodes import read_yaml

pytest.importorskip("ruamel.yaml")


def table(text: str) -> Table:
    (document,) = read_yaml(text, "F")
    return read_document(document, COMPOSE_2_40).table


def plain(value: ComposeValue) -> Any:
    if isinstance(value, Table):
        return {key: plain(entry) for key, entry in value.entries.items()}
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    return None if isinstance(value, Leaf) and value.kind == "null" else value.text


@pytest.mark.parametrize(
    ("lower", "upper", "merged"),
    [
        ("image: x", "image: y", {"image": "y"}),
        ("image: x", "hostname: h", {"image": "x", "hostname": "h"}),
        ("command: a b", "command: [c]", {"command": ["c"]}),
        ("entrypoint: [a, b]", "entrypoint: [c]", {"entrypoint": ["c"]}),
        ("command: [a]", "command: null", {"command": None}),
        ("environment: [A=1, B=2]", "environment: {B: 3}", {"environment": {"A": "1", "B": "3"}}),
        ("dns: [a]", "dns: [b]", {"dns": ["a", "b"]}),
        ("env_file: a", "env_file: [b]", {"env_file": ["a", "b"]}),
        ("build: .", "build: {target: t}", {"build": {"context": ".", "target": "t"}}),
        (
            "build: {args: [A=1]}",
            "build: {args: {B: 2}}",
            {"build": {"args": {"A": "1", "B": "2"}}},
        ),
    ],
)
def test_a_service_is_laid_over_another(lower: str, upper: str, merged: Any) -> None:
    """Commands are replaced, lists grow, mappings are merged key by key."""
    path = ("services", "a")

    assert plain(merge_tables(table(lower), table(upper), path)) == merged


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], {"a": {"b": "1", "c": "2"}, "d": {"b": "3"}}),
        ([("a", "b")], {"a": {"c": "2"}, "d": {"b": "3"}}),
        ([("*", "b")], {"a": {"c": "2"}, "d": {}}),
        ([("a",)], {"d": {"b": "3"}}),
        ([("a", "b", "x")], {"a": {"b": "1", "c": "2"}, "d": {"b": "3"}}),
    ],
)
def test_what_a_reset_names_is_taken_away(paths: list[tuple[str, ...]], left: Any) -> None:
    """A star is any key."""
    assert plain(without(table("a: {b: 1, c: 2}\nd: {b: 3}"), paths)) == left
