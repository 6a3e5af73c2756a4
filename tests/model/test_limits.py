"""Limits as values, and the room under one of them."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import LimitError, WrongTypeError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, Room, check_limits


def test_what_is_within_passes() -> None:
    Limits(text=3).check("text", 3, "this text")


def test_what_is_above_is_no_engine_s_refusal() -> None:
    with pytest.raises(LimitError) as caught:
        Limits(text=3).check("text", 4, "this text")

    error = caught.value
    assert (error.code, error.stage) == ("limit", "request")
    assert error.message == "this text is more than the 3 that Limits.text allows"
    assert error.hint == "where it is meant, allow more: Limits(text=…)"


def test_room_is_used_up_little_by_little() -> None:
    room = Room(Limits(expanded=5))
    room.take(2)
    room.take(3)
    with pytest.raises(LimitError, match=r"more than the 5 that Limits\.expanded allows"):
        room.take(1)


def test_the_defaults_are_far_above_real_files() -> None:
    """As the documentation states them."""
    assert Limits() == DEFAULT_LIMITS
    assert DEFAULT_LIMITS.text == 67_108_864
    assert DEFAULT_LIMITS.expanded == 16_777_216
    assert DEFAULT_LIMITS.yaml_nodes == 2_000_000


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (3, "limits is a Limits, not a value of type int"),
        (None, "limits is a Limits, not a value of type NoneType"),
        (Limits(words="ten"), "Limits.words is a whole number, not a value of type str"),  # type: ignore[arg-type] # wrong
    ],
)
def test_limits_are_limits_of_whole_numbers(given: Any, message: str) -> None:
    with pytest.raises(WrongTypeError) as caught:
        Room.within(given)
    assert caught.value.message == message


def test_no_limits_may_stand_for_those_that_apply_anyway() -> None:
    check_limits(None, or_none=True)


def test_a_limit_is_one_that_there_is() -> None:
    with pytest.raises(LimitError) as caught:
        Limits().check("lines", 3, "the number of lines")
    assert caught.value.message == "no limit is called 'lines'"
    assert str(caught.value.hint).startswith("known: text, yaml_text, ")
