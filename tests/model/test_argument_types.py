"""The types of what the library is called with."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from cmdresolve.model.argument_types import (
    check_mapping,
    check_names,
    check_number,
    check_switch,
    check_text,
    check_texts,
    listed,
)
from cmdresolve.model.errors import WrongTypeError


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


@pytest.mark.parametrize(
    ("check", "message", "hint"),
    [
        (lambda: check_text(5, "it", "a"), "it is a text, not a value of type int", "as 'a'"),
        (
            lambda: check_text(b"", "it", "a", optional=True),
            "it is a text, not a value of type bytes",
            "write it as 'a', or leave it out",
        ),
        (lambda: check_text(None, "it", "a"), "it is a text, not a value of type NoneType", "'a'"),
        (lambda: check_number("5", "it", 3), "it is a whole number, not a value of type str", "3"),
        (
            lambda: check_number(bool(1), "it", 3),
            "it is a whole number, not a value of type bool",
            "3",
        ),
        (lambda: check_switch(1, "it"), "it is True or False, not a value of type int", "it=True"),
        (lambda: check_names({1: "a"}, "it"), "it has names, not a value of type int: 1", "text"),
        (lambda: listed("ab", "it"), "it is a list, not a single text", "write it=['ab']"),
        (lambda: listed(b"ab", "it"), "it is a list of texts, not a value of type bytes", "it=["),  # type: ignore[arg-type]
        (lambda: listed({"a"}, "it"), "it is a list of texts, not a value of type set", "it=["),
        (lambda: listed({"a": 1}, "it"), "it is a list of texts, not a value of type dict", "it=["),
        (lambda: listed(["a", 1], "it"), "it has texts, not a value of type int: 1", "it=["),  # type: ignore[list-item]
    ],
)
def test_each_check_says_what_is_wrong(
    check: Callable[[], object], message: str, hint: str
) -> None:
    with pytest.raises(WrongTypeError) as caught:
        check()
    assert caught.value.message == message
    assert hint in str(caught.value.hint)


def test_what_is_right_passes() -> None:
    check_text("a", "it", "a")
    check_text(None, "it", "a", optional=True)
    check_number(5, "it", 3)
    check_switch(bool(0), "it")
    check_names({"a": 5}, "it")
    assert listed(iter("ab"), "it") == ("a", "b")
    assert listed({"a"}, "it", in_order=False) == ("a",)
