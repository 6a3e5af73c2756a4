"""Values: equal, hashed and shown by their fields, whatever class they are of."""

from __future__ import annotations

import copy
import pickle
import weakref
from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, ClassVar

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from cmdresolve.model.value import Record, Value, field, kept


@attrs.frozen(eq=False, repr=False)
class Point(Value):
    """Two numbers, a label that is not compared, and a secret that is not shown."""

    x: int
    _y: int
    label: str = attrs.field(default="", eq=False)
    secret: str = attrs.field(default="", repr=False)


@attrs.frozen(eq=False, repr=False)
class Other(Value):
    """Fields like those of a point."""

    x: int
    _y: int
    label: str = attrs.field(default="", eq=False)
    secret: str = attrs.field(default="", repr=False)


def test_equal_fields_make_equal_values() -> None:
    """They have the same hash too, so that one finds the other in a set."""
    one = Point(1, float("nan"))  # type: ignore[arg-type]

    assert one == one  # noqa: PLR0124 - even where a field is not
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


class Rules(Record, kw_only=True):
    """A record of a flag and of what is known by name."""

    strict: bool
    known: Mapping[str, int]


class OtherRules(Record, kw_only=True):
    """Fields like those of the rules."""

    strict: bool
    known: Mapping[str, int]


class Place(Record):
    """Two numbers, a label that is not compared, and a secret that is not shown."""

    shape: ClassVar[str] = "flat"
    x: int
    _y: int = field(alias="y")
    label: str = field(default="", eq=False)
    secret: str = field(default="", repr=False)


class Spot(Record):
    """What can be measured."""

    x: int
    y: int
    secret: str = field(default="", repr=False)


class Measured(Spot):
    """A spot with one field more, and what is worked out of it."""

    size: int = 1

    @kept
    def double(self) -> int:
        """Twice the size."""
        return 2 * self.size


class Quick(Record, compiled=True):
    """A place whose constructor is its own."""

    x: int
    _y: int = field(alias="y")
    label: str = field(default="", eq=False)
    secret: str = field(default="", repr=False)


class Checked(Record):
    """One word, checked when it is made."""

    word: str

    def __init__(self, word: str) -> None:
        """Take the word in small letters."""
        self._set_fields(word.lower())


def test_records_are_equal_by_their_fields() -> None:
    """In whatever order they were given; a mapping among them is hashed, too."""
    one, same = Rules(strict=True, known={"a": 1}), Rules(known={"a": 1}, strict=True)

    assert one == same
    assert len({one, same}) == 1


def test_a_field_of_a_record_that_is_left_out_of_comparison_tells_nothing_apart() -> None:
    """Neither in a comparison nor in a hash."""
    assert Place(1, 2, "a") == Place(1, 2, "b")
    assert len({Place(1, 2, "a"), Place(1, 2, "b")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Rules(strict=True, known={}), Rules(strict=False, known={})),
        (Rules(strict=True, known={}), Rules(strict=True, known={"a": 1})),
        (Rules(strict=True, known={}), OtherRules(strict=True, known={})),
        (Place(1, 2), Place(1, 3)),
        (Place(1, 2), Place(1, 2, secret="s")),
        (Place(1, 2), Measured(1, 2)),
        (Place(1, 2), (1, 2, "", "")),
    ],
)
def test_another_record_is_not_equal(one: object, other: object) -> None:
    """One of another class is another, whatever its fields."""
    assert one != other
    assert len({one, other}) == 2


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (Rules(known={}, strict=True), "Rules(strict=True, known={})"),
        (Place(1, 2, "a", "s"), "Place(x=1, y=2, label='a')"),
        (Measured(1, 2, size=3), "Measured(x=1, y=2, size=3)"),
    ],
)
def test_a_record_is_shown_as_the_call_that_makes_it(record: object, shown: str) -> None:
    """Without the fields that are not to be shown, and by the names the call takes."""
    assert repr(record) == shown


def test_a_record_replaces_fields_in_another_one() -> None:
    """As a named tuple does, and Python's own `copy.replace`; checked as any."""
    one = Place(1, 2, "a", "s")

    assert one._replace(y=3) == Place(1, 3, "a", "s")
    assert one.__replace__(y=3) == Place(1, 3, "a", "s")
    assert (one._y, one._replace(x=0).label, one._replace(x=0).secret) == (2, "a", "s")
    assert Checked("A")._replace(word="B").word == "b"


@pytest.mark.parametrize("one", [Rules(strict=True, known={}), Measured(1, 2), Checked("a")])
def test_a_record_is_frozen(one: Record) -> None:
    """It has the fields it was made with, and takes no other attribute."""
    name = one._fields[-1]
    before = getattr(one, name)

    for attribute in (name, "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, attribute, 0)
        with pytest.raises(FrozenInstanceError):
            delattr(one, attribute)
    assert getattr(one, name) == before
    assert not hasattr(one, "other")


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda kind: kind(strict=True), "missing 1 required keyword-only argument: 'known'"),
        (lambda kind: kind(strict=True, known={}, odd=1), "unexpected keyword argument 'odd'"),
        (lambda kind: kind(True, {}), "takes 1 positional argument"),  # noqa: FBT003 - the fault
    ],
)
def test_a_record_has_all_its_fields_and_no_other(
    call: Callable[[Any], object], told: str, times: int
) -> None:
    """The first call of a class is refused as all others are, by the class's name."""

    class Fresh(Record, kw_only=True):
        strict: bool
        known: Mapping[str, int]

    for _ in range(times):
        with pytest.raises(TypeError, match=told) as raised:
            call(Fresh)
    assert "Fresh.__init__()" in str(raised.value)


def test_a_record_takes_its_fields_by_place_or_by_name() -> None:
    """Those with a default may be left out; one of another class stands first."""
    one = Measured(1, y=2, secret="s")

    assert (one.x, one.y, one.secret, one.size) == (1, 2, "s", 1)
    assert Place(1, 2, "a", "s") == Place(secret="s", label="a", y=2, x=1)
    assert Place.shape == Place(1, 2).shape == "flat"


def test_a_record_may_check_what_it_is_made_of() -> None:
    """By a constructor of its own, which sets the fields as that of the class below it would."""

    class Wide(Record):
        x: int
        y: int = field(default=2, alias="why")

    class Small(Wide):
        """Takes no number above ten."""

        def __init__(self, x: int) -> None:
            self._set_fields(min(x, 10), why=0)

    assert repr(Small(11)).endswith("Small(x=10, why=0)")
    assert repr(Wide(11)).endswith("Wide(x=11, why=2)")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Small()  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [Place, Quick])
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda kind: kind(1, 2, x=1), "multiple values for argument 'x'"),
        (lambda kind: kind(1), "missing 1 required positional argument: 'y'"),
        (lambda kind: kind(1, _y=2), "unexpected keyword argument '_y'"),
        (lambda kind: kind(1, 2, "", "", ""), "takes from 3 to 5 positional arguments but 6"),
    ],
)
def test_a_record_is_called_as_python_calls(
    kind: type[Record], call: Callable[[Any], object], told: str
) -> None:
    """By whichever constructor, and refused in Python's words and by the class's name."""
    with pytest.raises(TypeError, match=told) as raised:
        call(kind)
    assert str(raised.value).startswith(f"{kind.__name__}.__init__()")


def test_fields_by_name_stay_so_in_a_constructor_of_its_own() -> None:
    class Named(Record, kw_only=True, compiled=True):
        x: int
        y: int = 2

    assert (Named(x=1).x, Named(x=1).y) == (1, 2)
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Named(1)  # type: ignore[misc]


def test_a_record_with_a_constructor_of_its_own_is_as_any() -> None:
    one = Quick(1, y=2, label="a")

    assert (repr(one), one) == ("Quick(x=1, y=2, label='a')", Quick(1, 2))
    assert str(signature(Quick)) == str(signature(Place))
    assert one._replace(secret="s").secret == "s"
    with pytest.raises(FrozenInstanceError):
        one.x = 0  # type: ignore[misc]


def test_a_record_says_what_it_is_called_with() -> None:
    """Whether any was made before, and by the constructor that it writes itself."""

    class Fresh(Record):
        a: int
        b: str = field(default="", repr=False)

    class Later(Fresh, kw_only=True):
        c: str

    for _ in range(2):
        assert str(signature(Fresh)) == "(a: 'int', b: 'str' = '') -> None"
        assert str(signature(Later)) == "(a: 'int', b: 'str' = '', *, c: 'str') -> None"
        Later(1, c="")
    assert str(signature(Checked)) == "(word: 'str') -> 'None'"
    assert Later.__match_args__ == ("a", "b")


def test_a_class_that_adds_no_field_is_made_as_the_one_it_stands_on() -> None:
    class Wider(Place):
        """Says no more."""

    assert repr(Wider(1, 2)).endswith("Wider(x=1, y=2, label='')")
    assert type(Place(1, 2)) is Place
    assert Place(1, 2) != Wider(1, 2)


@pytest.mark.parametrize(
    "one", [Rules(strict=True, known={"a": 1}), Place(1, 2, "a", "s"), Measured(1, 2), Checked("a")]
)
def test_a_record_is_copied_and_pickled(one: Record) -> None:
    """With all its fields, those that are not compared among them; what is kept stays behind."""
    getattr(one, "double", None)

    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert same == one
        assert [getattr(same, x) for x in one._fields] == [getattr(one, x) for x in one._fields]
        assert "double" not in getattr(same, "__dict__", {})


def test_attrs_takes_a_record_for_one_of_its_own() -> None:
    """By the names that its constructor has."""
    assert [(x.name, x.alias) for x in attrs.fields(Place)][:2] == [("x", "x"), ("_y", "y")]
    assert attrs.evolve(Place(1, 2, "a"), y=3, secret="s") == Place(1, 3, secret="s")
    assert attrs.asdict(Checked("A")) == {"word": "a"}


def test_a_record_can_be_referred_to_weakly() -> None:
    one = Measured(1, 2)

    assert weakref.ref(one)() is one
