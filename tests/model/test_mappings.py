"""The types of mappings that the library is called with."""

from __future__ import annotations

import os

import pytest

from cmdresolve.model.errors import WrongTypeError
from cmdresolve.model.mappings import check_mapping, check_texts


@pytest.mark.parametrize("value", [{}, {"a": "b"}, os.environ])
def test_a_mapping_of_texts_is_taken(value: object) -> None:
    check_texts(value, "env")
    check_mapping(value, "env", "…")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "env is a mapping, not a value of type NoneType"),
        ("A=b", "env is a mapping, not a value of type str"),
        ([("A", "b")], "env is a mapping, not a value of type list"),
        ({"A": 1}, "env has texts, not a value of type int for 'A'"),
        ({1: "a"}, "env has texts, not a value of type str for 1"),
    ],
)
def test_anything_else_is_refused(value: object, message: str) -> None:
    with pytest.raises(WrongTypeError) as caught:
        check_texts(value, "env")
    assert caught.value.message == message
