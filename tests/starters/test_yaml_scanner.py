"""Parsing YAML as libyaml and go-yaml do."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import YamlError
from cmdresolve.starters.yaml_nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    mapping_value,
    read_yaml,
)


def only(text: str) -> Node:
    (document,) = read_yaml(text)
    return document.root


def test_tabs_stand_between_values_as_go_has_them() -> None:
    """Between brackets and after a colon, as go-yaml's scanner takes them; not before a key."""
    root = only("a:\tb\nc: [d,\te\t]\t\n")

    assert isinstance(root, Mapping)
    assert mapping_value(root, "a") == Scalar("b", root.entries[0].value.span)
    flow = root.entries[1].value
    assert isinstance(flow, Sequence)
    assert [item.text for item in flow.items if isinstance(item, Scalar)] == ["d", "e"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b\tc", "b\tc"),
        ("a: b \t c\t# d", "b \t c"),
        ("a: b\t\n c", "b c"),
        (r'''a: "\'b"''', "'b"),
        ("%YAML 1.1\n---\na: b", "b"),
        ("a: 'b\u2028c'", "b\u2028c"),
        ("a: &x-1 b", "b"),
        ("a: |\n  \n    b\n    c\n", "\nb\nc\n"),
        ("a: >\n\n   \n    b\n    c\n", "\n\nb c\n"),
        ("a: |\n    \n  \n    b\n", "\n\nb\n"),
        ("a: |\n  b\n  \tc\n", "b\n\tc\n"),
    ],
)
def test_what_go_yaml_takes_is_taken(text: str, value: str) -> None:
    """Recorded on Compose: tabs and blanks within scalars, and an escape that YAML 1.2 has not."""
    root = read_yaml(text)[0].root
    assert isinstance(root, Mapping)
    node = root.entries[0].value

    assert isinstance(node, Scalar)
    assert node.text == value


@pytest.mark.parametrize(
    "text",
    [
        "a: [b?c]",
        "a: [:b]",
        "a: &x.y b",
        r'a: "\/"',
        "%YAML 1.2\n---\na: b",
        "a: b\u2028c",
        "a: b\u2029c",
        "a: b\x85c",
        "a: |\n  \tb\n",
        "a: >\n\t\n  b\n",
        "a: |\n  b\n\t\nc: d\n",
        "a: |2\n \t b\n",
        "a: |\n     \n  b\n",
    ],
)
def test_what_go_yaml_refuses_is_refused(text: str) -> None:
    """Recorded on Compose: JSON's escape, YAML 1.2's own directive, line ends of 1.1, indents."""
    with pytest.raises(YamlError) as refused:
        read_yaml(text)

    assert refused.value.code == "yaml-syntax"


def test_old_line_ends_and_tags_are_go_yaml_s() -> None:
    """Recorded on Compose: what stands after U+2028 is on a new line; ``!!`` ends a handle."""
    block = read_yaml("a: |\n  b\u2028  c\n")[0].root
    tagged = read_yaml("a: !!b!c d")[0].root
    assert isinstance(block, Mapping)
    assert isinstance(tagged, Mapping)
    text, value = block.entries[0].value, tagged.entries[0].value

    assert isinstance(text, Scalar)
    assert isinstance(value, Scalar)
    assert text.text == "b\u2028c\n"
    assert (value.text, value.tag) == ("d", "tag:yaml.org,2002:b!c")


@pytest.mark.parametrize("directive", ["%FOO bar", "%FOO", "%yaml 1.1"])
def test_a_directive_of_another_name_is_refused(directive: str) -> None:
    """Run on Compose 2.26 and 2.40: ``yaml: found unknown directive name``."""
    with pytest.raises(YamlError, match="found unknown directive name"):
        only(f"{directive}\n---\na: b\n")


def test_two_byte_order_marks_begin_a_text() -> None:
    """Run on Compose 2.26 and 2.40: they are none of the first key's name, and a third is."""
    assert keys("\ufeff\ufeffa: {b: c}\n") == ["a"]
    assert keys("\ufeff\ufeff\ufeffa: {b: c}\n") == ["\ufeffa"]
    assert keys("a: b\n\ufeffc: d\n") == ["a", "\ufeffc"]


def keys(text: str) -> list[str]:
    root = only(text)
    assert isinstance(root, Mapping)
    return [one.key.text for one in root.entries if isinstance(one.key, Scalar)]
