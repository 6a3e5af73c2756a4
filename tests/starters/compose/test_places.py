"""Where in a file the characters of a YAML scalar are written."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.model.origin import InYaml
from cmdresolve.model.source import Span
from cmdresolve.starters.compose.places import of_word
from cmdresolve.starters.compose.values import Leaf, read_document
from cmdresolve.starters.yaml_nodes import read_yaml
from tests.starters.compose.asking import read

TEXT = """\
x-c: &c [k, l]
services:
  a:
    image: x
    command: >-
      one "two
      three" ${V}
      four | five
  b:
    image: x
    entrypoint: "say \\"it\\tis\\" $V '' end"
    command: [p, 'it''s', *d]
  c: {image: x, command: *c}
"""


def places(found: tuple[Any, ...]) -> list[tuple[str, int, int, str]]:
    assert all(isinstance(x, InYaml) for x in found)
    return [(x.path, x.line, x.column, x.source.text[x.span.start : x.span.end]) for x in found]


def test_each_word_points_into_the_file() -> None:
    """Through folded lines, escapes, variables and aliases."""
    text = TEXT.replace("[k, l]", "[k, l]\nx-d: &d m")
    path = "services.b"
    a = read(text, env={"V": "v w"}).override
    b = read(text, service="b", env={"V": "v w"}).override
    c = read(text, service="c").override

    assert places(a.args_origins) == [
        ("services.a.command", 7, 7, "one"),
        ("services.a.command", 7, 11, '"two\n      three"'),
        ("services.a.command", 8, 14, "${V}"),
        ("services.a.command", 8, 14, "${V}"),
        ("services.a.command", 9, 7, "four"),
    ]
    assert places(a.dropped[0].origins) == [("services.a.command", 9, 12, "| five")]
    assert places(b.entrypoint_origins) == [
        (f"{path}.entrypoint", 12, 18, "say"),
        (f"{path}.entrypoint", 12, 22, '\\"it\\tis\\"'),
        (f"{path}.entrypoint", 12, 33, "$V"),
        (f"{path}.entrypoint", 12, 33, "$V"),
        (f"{path}.entrypoint", 12, 36, "''"),
        (f"{path}.entrypoint", 12, 39, "end"),
    ]
    assert places(b.args_origins) == [
        (f"{path}.command[0]", 13, 15, "p"),
        (f"{path}.command[1]", 13, 18, "'it''s'"),
        (f"{path}.command[2]", 2, 9, "m"),
    ]
    assert places(c.args_origins)[1] == ("services.c.command[1]", 1, 13, "l")


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        ("a: plain text\n", Span(6, 10), "text"),
        ("a: 'it''s'\n", Span(2, 4), "''s"),
        ('a: "x\\ty"\n', Span(1, 3), "\\ty"),
        ('a: "\\u00e9!"\n', Span(0, 2), "\\u00e9!"),
        ("a: |\n  one\n  two\n", Span(4, 7), "two"),
        ("a: one\n  two\n", Span(4, 7), "two"),
        ('a: "one\\\n  two"\n', Span(3, 6), "two"),
    ],
)
def test_a_part_of_a_scalar_is_found_in_the_file(text: str, part: Span, written: str) -> None:
    """Whatever its style: quotes, escapes, folded lines and blocks."""
    (document,) = read_yaml(text, "F")
    value = read_document(document, COMPOSE_2_40).table.entries["a"]
    assert isinstance(value, Leaf)

    assert text[slice(*of_word(value, part).span)] == written
