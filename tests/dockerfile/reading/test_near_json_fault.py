"""What keeps the arguments of an instruction from being the list that they look like."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.reading.near_json_fault import array_fault
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.source import Source


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("CMD ['a', 'b']", ("a", "b")),
        ('CMD ["a", "b"] # why', ("a", "b")),
        ('CMD ["a" "b"]', ("a", "b")),
        ('CMD ["a",\\\n"b",]', ("a", "b")),
        ('CMD ["a", "b"]', None),
        ('CMD "a", "b"', ("a", "b")),
        ('CMD ("a", "b")', ("a", "b")),
        ('CMD {"a", "b",]', ("a", "b")),
        ('CMD "a" "b"', None),
        ('CMD "a", b', None),
        ('CMD "a", "\\q"', None),
        ("CMD a b", None),
        ("CMD", None),
    ],
)
def test_a_list_with_a_fault_is_no_script(line: str, words: tuple[str, ...] | None) -> None:
    """With the words that were meant; a right list and a plain script have no fault."""
    source = Source("F", f"{line}\n")
    (instruction,) = read(source, dialects.builder("buildkit@28.5")).instructions
    fault = array_fault(instruction)

    assert (None if fault is None else fault.words) == words
