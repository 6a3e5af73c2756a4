"""YAML as it is written: `cmdresolve.starters.yaml_nodes`."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.model.errors import LimitError, YamlError
from cmdresolve.starters.yaml_nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    mapping_value,
    path_text,
    read_yaml,
)

STR = "tag:yaml.org,2002:str"


def only(text: str) -> Node:
    (document,) = read_yaml(text)
    return document.root


def written(text: str, node: Node) -> str:
    return text[slice(*node.span)]


@pytest.mark.parametrize(
    ("text", "says", "style", "tag", "extent"),
    [
        ("a b # c", "a b", "", None, "a b"),
        ("'a ''b'''", "a 'b'", "'", None, "'a ''b'''"),
        ('"a\\n\\x41"', "a\nA", '"', None, '"a\\n\\x41"'),
        ('"a\\\n  b"', "ab", '"', None, '"a\\\n  b"'),
        ("a\n b\n\n c", "a b\nc", "", None, "a\n b\n\n c"),
        ("|\n  a\n  b\n\n", "a\nb\n", "|", None, "|\n  a\n  b"),
        (">-\n  a\n  b\n", "a b", ">", None, ">-\n  a\n  b"),
        ("|\r\n  a\r\n  b\r\n", "a\nb\n", "|", None, "|\r\n  a\r\n  b"),
        ("!!str 10", "10", "", STR, "10"),
        ("!reset  '10'", "10", "'", "!reset", "'10'"),
        ("! yes", "yes", "", "!", "yes"),
        ("!<tag:a> b", "b", "", "tag:a", "b"),
        ("&x b", "b", "", None, "b"),
        ("&x !!str # why\n  b", "b", "", STR, "b"),
        ("&x", "", "", None, ""),
        ("~", "~", "", None, "~"),
        ("a \t", "a", "", None, "a"),
        ("a\t # c\n", "a", "", None, "a"),
        ("'a'\t\n", "a", "'", None, "'a'"),
        ("é😀", "é😀", "", None, "é😀"),
        ("\ufeffa", "a", "", None, "a"),
    ],
)
def test_a_scalar_is_its_text_style_tag_and_place(
    text: str, says: str, style: str, tag: str | None, extent: str
) -> None:
    """The place holds the quotes and neither anchor, tag, comment nor the line end of a block."""
    node = only(text)

    assert isinstance(node, Scalar)
    assert (node.text, node.style, node.tag) == (says, style, tag)
    assert written(text, node) == extent


def test_collections_have_their_parts_and_places() -> None:
    """A flow collection's place has its brackets, a block's runs to the end of its last value."""
    text = "a:\n- &s !t [x, 'y']\n- {k: v}\n\nb: # none\nc: d\n"
    root = only(text)

    assert isinstance(root, Mapping)
    assert [x.key.text for x in root.entries if isinstance(x.key, Scalar)] == ["a", "b", "c"]
    assert written(text, root) == text.rstrip("\n")
    block = root.entries[0].value
    assert isinstance(block, Sequence)
    assert [written(text, item) for item in block.items] == ["[x, 'y']", "{k: v}"]
    assert [item.tag for item in block.items] == ["!t", None]
    assert root.entries[1].value == Scalar("", root.entries[1].value.span)


def test_an_alias_is_the_value_and_where_it_is_used() -> None:
    """The place of the value stays where it is written; a later anchor of the name wins."""
    text = "- &a x\n- *a\n- &a [y]\n- *a\n"
    root = only(text)

    assert isinstance(root, Sequence)
    first, again, second, last = root.items
    assert again == Scalar("x", first.span, alias=again.alias)
    assert again.alias is not None
    assert text[slice(*again.alias)] == "*a"
    assert isinstance(last, Sequence)
    assert isinstance(second, Sequence)
    assert (last.items, last.span) == (second.items, second.span)
    assert last.alias is not None


def test_a_mapping_keeps_what_its_readers_differ_about() -> None:
    """Repeated keys and merge keys stand as written; the last value is what a key gives."""
    root = only("a: 1\na: 2\n<<: {b: 3}\n? [c]\n: 4\n")

    assert isinstance(root, Mapping)
    assert len(root.entries) == 4
    assert mapping_value(root, "a") == Scalar("2", root.entries[1].value.span)
    assert mapping_value(root, "b") is None


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("", []),
        ("# only a comment\n", []),
        ("---\n---\na\n...\n--- b", ["", "a", "b"]),
        ("a\n---\nb", ["a", "b"]),
    ],
)
def test_a_file_is_its_documents(text: str, roots: list[str]) -> None:
    """A document with nothing in it is one of an empty scalar."""
    read = [document.root for document in read_yaml(text)]

    assert [node.text for node in read if isinstance(node, Scalar)] == roots
    assert len(read) == len(roots)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a: [b\nc: d", 2, 2, "expected ',' or ']', but got ':'"),
        ("a: b\n\tc: d", 2, 1, "cannot start any token"),
        ("a: 'b", 1, 6, "unexpected end of stream"),
        ("a: \x07", 1, 4, "the character '\\x07' is not allowed in YAML"),
        ("a: \ud800", 1, 4, "the character '\\ud800' is not allowed in YAML"),
        ('a:\n  "\\U00110000"', 1, 2, "what follows cannot be read as YAML"),
        ("a: '\\ud800'\nb: \"\\ud83d\\ude00\"", 2, 4, "invalid Unicode character escape code"),
        ("a:\n\tb: c", 2, 1, "cannot start any token"),
        ("{a,: b}", 1, 4, "expected the node content"),
        ("a: b\n: c", 2, 1, "expected <block end>"),
        ("a\n...\nb", 3, 1, "expected '<document start>'"),
        ("a: *b", 1, 4, "unknown anchor 'b' referenced"),
        ("&a b\n---\n*a", 3, 1, "unknown anchor 'a' referenced"),
        ("&a [b, *a]", 1, 8, "contains itself"),
        ("%YAML 3.0\n---\na", 1, 1, "incompatible YAML document"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place(
    text: str, line: int, column: int, says: str
) -> None:
    """One error, of one kind, whatever the parser stumbles over."""
    with pytest.raises(YamlError) as caught:
        read_yaml(text, "pod.yaml")

    assert caught.value.code == "yaml-syntax"
    assert (caught.value.line, caught.value.column) == (line, column)
    assert says in caught.value.message
    assert str(caught.value).startswith(f"pod.yaml:{line}:{column}: ")


BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) or 'x'}]\n" for n in range(1, 20))
CHAIN = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 300))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a0: &a0 x\n" + BOMB, "more than the 2,000,000 that Limits.yaml_nodes allows"),
        ("a0: &a0 x\n" + CHAIN, "nested more than 200 deep"),
        ("[" * 20_000, "nested more than 200 deep"),
        ("{a: " * 20_000, "nested more than 200 deep"),
        ("- " * 20_000, "nested more than 200 deep"),
        ("? " * 20_000, "nested more than 200 deep"),
        ("#" * 2_000_001, "more than the 2,000,000 that Limits.yaml_text allows"),
    ],
)
def test_a_text_that_grows_out_of_hand_is_refused_at_once(text: str, says: str) -> None:
    """Aliases count as what they stand for, so no few lines can stand for more than memory."""
    begin = time.monotonic()
    with pytest.raises(LimitError, match=says) as caught:
        read_yaml(text)

    assert (caught.value.code, caught.value.stage) == ("limit", "request")
    assert time.monotonic() - begin < 10


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """`ruamel.yaml` is asked for when YAML is read, and not before."""
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)

    with pytest.raises(YamlError) as caught:
        read_yaml("a: b")

    assert (caught.value.code, caught.value.stage) == ("no-extra", "request")
    assert caught.value.hint == "pip install 'ruamel.yaml>=0.18'"


@given(st.text("ab:-?,[]{}&*!|>'\"%#@` \n\t\\~<0.é\ufeff\u2028x", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the parser meets, it is documents or one `YamlError` with a place in the text."""
    spans = []
    try:
        spans += [document.root.span for document in read_yaml(text)]
    except YamlError as error:
        spans.append(error.span)

    assert all(x is not None and 0 <= x.start <= x.end <= len(text) for x in spans)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]))))
def test_quoted_words_come_back(words: list[str]) -> None:
    """A single-quoted scalar says what stands in it, and its place is exactly its text."""
    quoted = ["'" + word.replace("'", "''").strip() + "'" for word in words]
    text = "[" + ", ".join(quoted) + "]"
    root = only(text)

    assert isinstance(root, Sequence)
    assert [written(text, item) for item in root.items] == quoted


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("spec", "containers", 0, "args", 1), "spec.containers[0].args[1]"),
        (("services", "my-app", "command"), "services.my-app.command"),
        (("a", "b.c", "d"), 'a["b.c"].d'),
        ((0, "é"), "[0].é"),
        ((), ""),
    ],
)
def test_a_path_reads_like_one_in_a_program(parts: tuple[str | int, ...], text: str) -> None:
    """Keys that are no plain word are quoted."""
    assert path_text(parts) == text
