"""The flags of a line, looked up by name."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.flag_values import FlagValues, for_last
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import FlagUse

LINE = CommandLine(("--a=1", "--a=2", "--b=true", "--b=0"))
GIVEN = FlagValues(
    LINE,
    (
        FlagUse("a", "1", 0, 0),
        FlagUse("a", "2", 1, 1),
        FlagUse("b", "true", 2, 2),
        FlagUse("b", "0", 3, 3),
    ),
)


def _refuse(text: str) -> None:
    if text == "1":
        raise FlagValueError("not one")


def test_flags_are_looked_up_by_name() -> None:
    assert GIVEN.text("a") == "2"
    assert GIVEN.text("c") == ""
    assert GIVEN.last("c") is None
    assert GIVEN.last("a") == FlagUse("a", "2", 1, 1)
    assert [use.position for use in GIVEN.each("b")] == [2, 3]


def test_the_last_of_several_truths_counts() -> None:
    assert GIVEN.is_true("b") is False
    assert GIVEN.is_true("c") is False


def test_a_refusal_points_at_the_last_use() -> None:
    with pytest.raises(OverrideError, match="no") as caught:
        GIVEN.refuse("a", "no")
    assert caught.value.column == 7


def test_a_flag_that_was_not_given_is_not_refused() -> None:
    GIVEN.refuse("c", "no")


def test_a_check_of_the_last_value_passes_over_the_others() -> None:
    for_last("a", _refuse)(GIVEN)
    for_last("c", _refuse)(GIVEN)


def test_a_check_of_the_last_value_points_at_it() -> None:
    line = CommandLine(("--a=2", "--a=1"))
    with pytest.raises(OverrideError, match="not one") as caught:
        for_last("a", _refuse)(FlagValues(line, (FlagUse("a", "2", 0, 0), FlagUse("a", "1", 1, 1))))
    assert caught.value.column == 7
