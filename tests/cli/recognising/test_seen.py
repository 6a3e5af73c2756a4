"""What is seen of a text at a glance."""

from __future__ import annotations

import pytest

from cmdresolve.cli.recognising.seen import look


@pytest.mark.parametrize(
    ("text", "keys", "is_json", "is_list"),
    [
        ('{"a": 1, "b": {"c": 2}}', {"a", "b"}, True, False),
        ('[{"a": 1}, {"b": 2}, 3]', {"a", "b"}, True, True),
        ('{"a": 1, // why\n "b": {"c": 2},}', {"a", "b"}, False, False),
        ("{a: 1, 'b': [c, {d: e}]}", {"a", "b"}, False, False),
        ("a: 1\nb:\n  c: 2\n", {"a", "b"}, False, False),
        ("\"a b\": 1\n'c': 2\n", {"a b", "c"}, False, False),
        ("- a: 1\n  b: 2\n- c: 3\n", {"a", "b", "c"}, False, True),
        ("FROM a\n", set(), False, False),
    ],
)
def test_the_outermost_keys_of_a_text(
    text: str,
    keys: set[str],
    is_json: bool,  # noqa: FBT001 - a table's column
    is_list: bool,  # noqa: FBT001 - same
) -> None:
    """Of JSON, of what is nearly JSON, and of YAML."""
    seen = look(text, 0)

    assert (seen.keys, seen.is_json, seen.is_list) == (keys, is_json, is_list)


@pytest.mark.parametrize(
    ("text", "begin", "several"),
    [("a: 1\n---\nb: 2\n", 0, True), ("a: 1\n", 0, False), ("\n---\na: 1\n", 5, False)],
)
def test_whether_more_documents_than_one_stand_in_a_text(
    text: str,
    begin: int,
    several: bool,  # noqa: FBT001 - a table's column
) -> None:
    """Behind what begins it."""
    assert look(text, begin).has_documents == several
