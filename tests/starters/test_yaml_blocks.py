"""A YAML file cut at its lines."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Span
from cmdresolve.starters.yaml_blocks import blocks, entry_around

TEXT = """# note
name: x
services:  # all
  a:
    image: i

    # c
    command: [x,
      y]
  "b":
    image: i
volumes:
  v:
secrets: {s: {}}
"""


def test_entries_stand_below_top_level_keys() -> None:
    found = {
        block.key: [TEXT[slice(*span)].split(":", maxsplit=1)[0].strip() for span in block.entries]
        for block in blocks(TEXT, Span(0, len(TEXT)))
    }
    assert found == {"services": ["a", '"b"'], "volumes": ["v"]}


def test_the_parts_are_the_whole() -> None:
    block = next(iter(blocks(TEXT, Span(0, len(TEXT)))))
    spans = [block.head, *block.entries, block.rest]
    assert "".join(TEXT[slice(*span)] for span in spans) == TEXT
    assert TEXT[slice(*block.head)].endswith("# all\n")


@pytest.mark.parametrize(
    ("word", "entry"),
    [("image", "a"), ("y]", "a"), ('"b"', '"b"'), ("v:", "v"), ("name", None), ("{s", None)],
)
def test_a_place_stands_in_an_entry(word: str, entry: str | None) -> None:
    found = entry_around(TEXT, Span(0, len(TEXT)), TEXT.index(word))
    assert (
        None if found is None else TEXT[slice(*found)].split(":", maxsplit=1)[0].strip()
    ) == entry


def test_a_list_has_no_entries() -> None:
    text = "items:\n  - a\n  - b\n"
    assert list(blocks(text, Span(0, len(text)))) == []
