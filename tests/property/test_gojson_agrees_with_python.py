"""Law: Go's reading of JSON is Python's, but for the differences that are listed.

Both follow RFC 8259; where they part is recorded (every builder, ``json_*`` of the build cases):
constants, control characters, lone surrogates, numbers beyond float64, nesting and size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.go.json_array import JsonError, members, scan_array

LONE = re.compile("[\ud800-\udfff]")

texts = st.text(st.characters(codec="utf-8"), max_size=6)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=6,
)
arrays = st.lists(values, max_size=4)
#: Texts that are nearly arrays, of pieces that mean something to a reader of JSON.
_PIECES = r'[ ] { } , : "a" " \ \u00e9 \ud83d \ude00 1 - 0 .5 e3 null true false nul x é'.split()
near = st.lists(st.sampled_from([*_PIECES, " ", "\t", "\n", "\xa0", "'"]), max_size=9).map(
    lambda parts: "[" + "".join(parts)
)


def python_reads(text: str) -> list[Any] | None:
    def refuse(name: str) -> Any:
        raise ValueError(name)

    try:
        value = json.loads(text, parse_constant=refuse)
    except ValueError:
        return None
    return value if isinstance(value, list) else None


def words(value: list[Any]) -> list[str | None]:
    return [LONE.sub("\ufffd", x) if isinstance(x, str) else None for x in value]


@given(value=arrays, ascii_=st.booleans(), indent=st.none() | st.integers(0, 2))
def test_what_python_writes_go_reads(value: list[Any], ascii_: bool, indent: int | None) -> None:  # noqa: FBT001 - drawn
    """Escaped or not, on one line or many."""
    text = json.dumps(value, ensure_ascii=ascii_, indent=indent)

    assert scan_array(text, 0, whole=True) == (words(value), len(text))


@given(text=near)
def test_both_take_and_refuse_the_same(text: str) -> None:
    """And give the same words, a lone surrogate apart."""
    try:
        found, _ = scan_array(text, 0, whole=True)
    except JsonError:
        assert python_reads(text) is None
    else:
        expected = python_reads(text)
        assert expected is not None
        assert found == words(expected)


def fault(read: Callable[[], object]) -> tuple[int, str] | None:
    try:
        read()
    except JsonError as error:
        return error.pos, error.kind
    return None


@given(text=near)
def test_places_and_words_are_of_one_reading(text: str) -> None:
    """Both refuse at one place; each member's extent is JSON, and its word is what stands there."""
    refused = fault(lambda: scan_array(text, 0, whole=False))
    assert fault(lambda: members(text, 0)) == refused
    if refused is not None:
        return

    found, end = scan_array(text, 0, whole=False)
    placed = members(text, 0)

    assert [member.word for member in placed] == found
    for member in placed:
        inner = json.loads(text[slice(*member.span)])
        assert member.word == words([inner])[0]
        assert member.span.end < end


#: text, what Go makes of it, what Python makes of it (None: refuses).
DIFFERENCES: list[tuple[str, list[str | None] | None, list[Any] | None]] = [
    ("[NaN]", None, ["NaN"]),
    ("[Infinity]", None, ["Infinity"]),
    ("[-Infinity]", None, ["-Infinity"]),
    (r'["\ud800"]', ["\ufffd"], ["\ud800"]),
    (r'["\udc00"]', ["\ufffd"], ["\udc00"]),
    (r'["\ud800\ud83d\ude00"]', ["\ufffd😀"], ["\ud800😀"]),
    ('["\udcff"]', ["\ufffd"], ["\udcff"]),
    ("[1e400]", None, [float("inf")]),
    ('["a",-1e999]', None, ["a", float("-inf")]),
    ("[" + "9" * 400 + "]", None, [int("9" * 400)]),
]


@pytest.mark.parametrize(("text", "go", "python"), DIFFERENCES)
def test_where_they_part(text: str, go: list[str | None] | None, python: list[Any]) -> None:
    """Known, and all of it recorded on real builders."""
    if go is None:
        with pytest.raises(JsonError):
            scan_array(text, 0, whole=True)
    else:
        assert scan_array(text, 0, whole=True)[0] == go
    assert json.loads(text, parse_constant=str) == python


@pytest.mark.parametrize(
    ("text", "go"),
    [
        ("[" * 9_999 + "]" * 9_999, [None]),
        ("[" + "9" * 5000 + "e-5000]", [None]),
    ],
    ids=["nesting", "digits"],
)
def test_what_only_go_reads(text: str, go: list[str | None]) -> None:
    """Python ends earlier: at its own recursion, and at the digits of an integer."""
    assert scan_array(text, 0, whole=True)[0] == go
