"""Values: equal, hashed and shown by their fields, whatever class they are of."""

from __future__ import annotations

import pytest
from attrs import field, frozen

from cmdresolve.model.value import Value, kept


@frozen(eq=False, repr=False)
class Point(Value):
    """Two numbers, a label that is not compared, and a secret that is not shown."""

    x: int
    _y: int
    label: str = field(default="", eq=False)
    secret: str = field(default="", repr=False)


@frozen(eq=False, repr=False)
class Other(Value):
    """Fields like those of a point."""

    x: int
    _y: int
    label: str = field(default="", eq=False)
    secret: str = field(default="", repr=False)


def test_equal_fields_make_equal_values() -> None:
    """They have the same hash too, so that one finds the other in a set."""
    assert Point(1, 2) == Point(1, 2)
    assert len({Point(1, 2), Point(1, 2)}) == 1


def test_a_field_left_out_of_comparison_tells_nothing_apart() -> None:
    """Neither in a comparison nor in a hash."""
    assert Point(1, 2, "a") == Point(1, 2, "b")
    assert len({Point(1, 2, "a"), Point(1, 2, "b")}) == 1


@pytest.mark.parametrize("other", [Point(1, 3), Point(1, 2, secret="s"), Other(1, 2), (1, 2), None])
def test_another_value_is_not_equal(other: object) -> None:
    """A value of another class is another, whatever its fields."""
    assert Point(1, 2) != other
    assert len({Point(1, 2), other}) == 2


def test_a_value_is_shown_as_the_call_that_makes_it() -> None:
    """Without the fields that are not to be shown, and by the names the call takes."""
    assert repr(Point(1, 2, "a", "s")) == "Point(x=1, y=2, label='a')"


def test_what_is_kept_is_worked_out_once_for_each_instance() -> None:
    class Worker:
        """Counts its work."""

        def __init__(self) -> None:
            self.times = 0

        @kept
        def work(self) -> str:
            """Work."""
            self.times += 1
            return f"done {self.times}"

    first, second = Worker(), Worker()

    assert (first.work, first.work, first.times) == ("done 1", "done 1", 1)
    assert (second.times, second.work) == (0, "done 1")
    assert Worker.work.__doc__ == "Work."
