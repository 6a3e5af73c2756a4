"""Keys of YAML files, written anew: the file reads back as what was meant."""

from __future__ import annotations

import pytest

pytest.importorskip("ruamel.yaml")

from cmdresolve.checks.writing.yaml import Key, key_at, keys, keys_under, sibling
from cmdresolve.model.finding import apply
from cmdresolve.model.source import Source, Span


def key(text: str, name: str = "command") -> Key:
    return next(keys(Source("f", text), name))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a:\n  command: x y\n  b: 1\n", 'a:\n  command: ["p", "q r"]\n  b: 1\n'),
        ("a:\n  command:\n  - x\n  - y\n  b: 1\n", 'a:\n  command: ["p", "q r"]\n  b: 1\n'),
        ("a:\n  command: |\n    x\n    y\n  b: 1\n", 'a:\n  command: ["p", "q r"]\n  b: 1\n'),
        ("a: {command: [x], b: 1}\n", 'a: {command: ["p", "q r"], b: 1}\n'),
        ("a:\n  command: &c x\n  b: *c\n", 'a:\n  command: &c ["p", "q r"]\n  b: *c\n'),
        ("a:\n  command: # why\n    [x]\n", 'a:\n  command: # why\n    ["p", "q r"]\n'),
        ('{"command": ["x"]}\n', '{"command": ["p", "q r"]}\n'),
    ],
)
def test_a_value_is_written_on_one_line(text: str, after: str) -> None:
    """An anchor or a remark between key and value stays where it is."""
    change = key(text).with_words(["p", "q r"])

    assert apply(change.edits, {"f": text})["f"] == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a:\n  image: i\n", "a:\n  command: sleep 1\n  image: i\n"),
        ("- image: i\n", "- command: sleep 1\n  image: i\n"),
        ("a: {image: i}\n", "a: {command: sleep 1, image: i}\n"),
    ],
)
def test_a_key_is_put_beside_another(text: str, after: str) -> None:
    change = key(text, "image").beside("command", "sleep 1")

    assert apply(change.edits, {"f": text})["f"] == after


def test_keys_are_found_by_the_path_of_their_mapping() -> None:
    text = "services:\n  web: {image: i, init: true}\n  db: {image: j}\n"

    found = list(keys_under(Source("f", text), "services.web"))

    assert [(x.name, x.text) for x in found] == [("image", "i"), ("init", "true")]
    assert sibling(found[0], "init") == found[1]
    assert sibling(found[0], "tty") is None


def test_what_is_no_yaml_has_no_keys() -> None:
    assert list(keys(Source("f", "a: ["), "a")) == []
    assert list(keys_under(Source("f", "a: ["), "a")) == []


def test_a_key_is_found_beside_documents_that_are_too_long_to_read() -> None:
    """Only the document that holds the place is read; the others are passed over."""
    long = f"kind: ConfigMap\ndata: {{k: {'x' * 2_000_001}}}\n---\n"
    text = f"{long}kind: Pod\nspec: {{args: [a, b]}}\n---\nbroken: [\n"
    source, at = Source("f", text), text.index("a, b")

    found = key_at(source, Span(at, at + 1), frozenset({"args"}))
    assert found is not None
    assert found.items == ("a", "b")
    assert [key.name for key in keys_under(source, "spec", at)] == ["args"]
    assert [key.name for key in keys_under(source, "spec")] == ["args"]
