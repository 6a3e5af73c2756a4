"""A file as values: `cmdresolve.starters.compose.values`."""

from __future__ import annotations

import time
from typing import Any

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_24, COMPOSE_2_40, Compose
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose.values import (
    ComposeValue,
    Items,
    Leaf,
    ReadDocument,
    Table,
    read_document,
)
from cmdresolve.starters.yaml_nodes import read_yaml


def read(text: str, compose: Compose = COMPOSE_2_40) -> ReadDocument:
    return read_document(read_yaml(text)[0], compose)


def plain(value: ComposeValue) -> Any:
    """Write a value as Python's own; what is no string as its kind and text."""
    if isinstance(value, Table):
        return {key: plain(entry) for key, entry in value.entries.items()}
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    assert isinstance(value, Leaf)
    return value.text if value.kind == "string" else (value.kind, value.text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b", {"a": "b"}),
        ("a: [1, ~, yes]", {"a": [("integer", "1"), ("null", "~"), "yes"]}),
        ("a: &x [b]\nc: *x", {"a": ["b"], "c": ["b"]}),
        ("a: &x {b: c}\nd: {<<: *x, e: f}", {"a": {"b": "c"}, "d": {"e": "f", "b": "c"}}),
        ("a: &x {b: c}\nd: {<<: *x, b: f}", {"a": {"b": "c"}, "d": {"b": "f"}}),
        ("a: &x {b: ~}\nd: {<<: *x}", {"a": {"b": ("null", "~")}, "d": {"b": ("null", "~")}}),
        (
            "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}",
            {
                "a": {"b": ("integer", "1")},
                "c": {"b": ("integer", "2"), "d": ("integer", "3")},
                "e": {"b": ("integer", "1"), "d": ("integer", "3")},
            },
        ),
        ("a: {<<: {b: {<<: {c: d}}}}", {"a": {"b": {"c": "d"}}}),
        ('a: {"<<": b}', {"a": {"<<": "b"}}),
        ("a: <<", {"a": "<<"}),
        ("a: !foo 10", {"a": "10"}),
        ("a: !!binary YSBi", {"a": "a b"}),
    ],
)
def test_aliases_and_merge_keys_are_followed(text: str, value: Any) -> None:
    """What stands beside a merge key wins over it; of several mappings the first.

    Source: go.yaml.in/yaml/v3 decode.go mapping, merge.
    """
    assert plain(read(text).table) == value


@pytest.mark.parametrize(
    ("text", "value", "resets"),
    [
        ("a: {b: !reset c, d: e}", {"a": {"d": "e"}}, [("a", "b")]),
        ("a: !reset", {}, [("a",)]),
        ("a: [b, !reset c]", {"a": ["b"]}, [("a", "1")]),
        ("a: !override [b]", {"a": ["b"]}, [("a",)]),
        ("a: !override null", {"a": "null"}, [("a",)]),
        ("a: !override {b: !reset c}", {"a": {"b": "c"}}, [("a",)]),
        (
            "a: &x {b: c}\nd: {<<: *x, b: !reset c}",
            {"a": {"b": "c"}, "d": {"b": "c"}},
            [("d", "b")],
        ),
    ],
)
def test_tags_are_noted_and_taken_out(text: str, value: Any, resets: list[Any]) -> None:
    """A key that is reset is gone before a merge key is filled in, which brings it back.

    Source: compose-go v2.9.1 loader/reset.go; recorded ``merge_extends_anchors``.
    """
    found = read(text)

    assert plain(found.table) == value
    assert list(found.resets) == resets


def test_a_tag_is_seen_through_an_alias_from_2_27() -> None:
    """The ``!reset`` inside an anchor counts once: it is gone when an alias comes to it."""
    text = "x: &x !override [a]\ns: {t: *x}"

    assert read(text, COMPOSE_2_24).resets == (("x",),)
    assert read(text, COMPOSE_2_40).resets == (("x",), ("s", "t"))
    merged = "x: &x {a: !reset b}\ns: {<<: *x}"
    assert plain(read(merged).table) == {"x": {}, "s": {}}
    assert read(merged).resets == (("x", "a"),)


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("a: 1\na: 2", "duplicate-key", 'mapping key "a" already defined', (2, 1)),
        ('a: 1\n"a": 2', "duplicate-key", 'mapping key "a" already defined', (2, 1)),
        ("a: {<<: {b: c}, <<: {d: e}}", "duplicate-key", "", (1, 17)),
        ("a: {1: b}", "key-type", "non-string key in a: 1", (1, 5)),
        ("true: b", "key-type", "non-string key at top level: true", (1, 1)),
        ("[a]: b", "yaml-syntax", "invalid map key: a collection", (1, 1)),
        ("a: {<<: b}", "yaml-merge", "map merge requires map or sequence of maps", (1, 9)),
        ("a: {<<: [{b: c}, d]}", "yaml-merge", "", (1, 18)),
        ("a: !!int b", "yaml-syntax", "cannot decode `b` as a !!int", (1, 10)),
        ("- a", "schema", "top-level object must be a mapping", (1, 1)),
        ("~", "schema", "top-level object must be a mapping", (1, 1)),
        (
            "s: {t: {<<: &x {m: n}, u: *x}}\nv: {<<: *x, w: *x}",
            "alias-cycle",
            "cycle detected: node at path v.w references node at path v",
            (2, 16),
        ),
    ],
)
def test_what_yaml_s_reader_refuses(
    text: str, code: str, message: str, place: tuple[int, int]
) -> None:
    """With the place of what is to blame."""
    with pytest.raises(ComposeError) as refused:
        read(text)

    assert refused.value.code == code
    assert message in refused.value.message
    assert (refused.value.line, refused.value.column) == place
    assert refused.value.stage == "create"


def test_a_key_twice_may_be_reset_before_2_35() -> None:
    """Later the keys are looked at before tags take one away."""
    text = "a: 1\na: !reset"

    assert plain(read(text, COMPOSE_2_24).table) == {"a": ("integer", "1")}
    with pytest.raises(ComposeError):
        read(text, COMPOSE_2_40)


def test_an_alias_may_stand_in_its_own_merge_before_2_30_3() -> None:
    text = "x: &x {m: n}\nv: {<<: *x, w: *x}"

    assert plain(read(text, COMPOSE_2_24).table)["v"] == {"w": {"m": "n"}, "m": "n"}
    with pytest.raises(ComposeError):
        read(text, COMPOSE_2_40)


def test_two_services_may_share_an_anchor() -> None:
    """One path inside another is a cycle only within one service."""
    text = "services:\n  a: &x {m: n}\n  b: {<<: *x}\n  c: {<<: *x, m: o}"

    assert plain(read(text).table)["services"]["b"] == {"m": "n"}


def test_a_mapping_merged_many_times_takes_no_longer_than_it_is_written() -> None:
    """What is there already is not read again, nor is one alias held to every other."""
    text = "a: &a {k: v, l: [w]}\nb: {<<: [" + ", ".join(["*a"] * 20_000) + "]}\n"

    began = time.process_time()
    (document,) = read_yaml(text)
    found = read_document(document, COMPOSE_2_40).table.entries["b"]
    assert time.process_time() - began < 8
    assert isinstance(found, Table)
    assert list(found.entries) == ["k", "l"]
