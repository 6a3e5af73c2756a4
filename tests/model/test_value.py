"""Values: equal, hashed and shown by their fields, whatever class they are of."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping

import pytest
from attrs import field, frozen
from attrs.exceptions import FrozenInstanceError

from cmdresolve.model.value import Record, Value, kept


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


class Rules(Record):
    """A record of a flag and of what is known by name."""

    strict: bool
    known: Mapping[str, int]


class OtherRules(Record):
    """Fields like those of the rules."""

    strict: bool
    known: Mapping[str, int]


def test_records_are_equal_by_their_fields() -> None:
    """In whatever order they were given; a mapping among them is hashed, too."""
    one, same = Rules(strict=True, known={"a": 1}), Rules(known={"a": 1}, strict=True)

    assert one == same
    assert len({one, same}) == 1


@pytest.mark.parametrize(
    "other",
    [
        Rules(strict=False, known={}),
        Rules(strict=True, known={"a": 1}),
        OtherRules(strict=True, known={}),
    ],
)
def test_another_record_is_not_equal(other: object) -> None:
    assert Rules(strict=True, known={}) != other
    assert len({Rules(strict=True, known={}), other}) == 2


def test_a_record_is_shown_as_the_call_that_makes_it() -> None:
    assert repr(Rules(known={}, strict=True)) == "Rules(strict=True, known={})"


def test_a_record_replaces_fields_in_another_one() -> None:
    one = Rules(strict=True, known={"a": 1})

    assert one._replace(strict=False) == Rules(strict=False, known={"a": 1})
    assert one.strict


def test_a_record_is_frozen() -> None:
    one = Rules(strict=True, known={})

    with pytest.raises(FrozenInstanceError):
        one.strict = False  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.strict
    assert one.strict


@pytest.mark.parametrize(
    ("values", "told"),
    [({"strict": True}, "known"), ({"strict": True, "known": {}, "odd": 1}, "odd")],
)
def test_a_record_has_all_its_fields_and_no_other(values: dict[str, object], told: str) -> None:
    with pytest.raises(TypeError, match=f"Rules: missing or unknown: {told}$"):
        Rules(**values)  # type: ignore[arg-type]


def test_a_record_is_copied_and_pickled() -> None:
    one = Rules(strict=True, known={"a": 1})

    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
