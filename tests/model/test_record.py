"""Named tuples made quickly: what a class of `typing.NamedTuple` has, they have."""

from __future__ import annotations

import pickle
from typing import NamedTuple as Slow
from typing import get_type_hints

import pytest

from cmdresolve.model.record import NamedTuple


class _Ours(NamedTuple):
    """A place."""

    name: str
    at: tuple[int, ...]
    line: int | None = None

    @property
    def shown(self) -> str:
        """The place as one word."""
        return f"{self.name}:{self.line}"

    def __repr__(self) -> str:
        return self.shown


class _Theirs(Slow):
    """A place."""

    name: str
    at: tuple[int, ...]
    line: int | None = None


@pytest.mark.parametrize(
    "attribute",
    ["_fields", "_field_defaults", "__bases__", "__doc__", "__module__", "__match_args__"],
)
def test_a_class_is_made_as_by_typing(attribute: str) -> None:
    """But for its name and what it adds."""
    assert getattr(_Ours, attribute) == getattr(_Theirs, attribute)


def test_its_annotations_are_types() -> None:
    """For whoever reads them; a type checker has read them before."""
    assert get_type_hints(_Ours) == {"name": str, "at": tuple[int, ...], "line": int | None}


def test_a_value_is_a_tuple_with_names() -> None:
    """It is made, changed, compared and taken apart as one."""
    value = _Ours("a", (1,))

    assert value == ("a", (1,), None)
    assert value._replace(line=3) == _Ours("a", at=(1,), line=3)
    assert value._asdict() == {"name": "a", "at": (1,), "line": None}
    assert hash(value) == hash(("a", (1,), None))
    assert (value.at, value.shown, repr(value)) == ((1,), "a:None", "a:None")


def test_a_field_without_a_value_is_asked_for() -> None:
    """As of any function."""
    with pytest.raises(TypeError, match="at"):
        _Ours("a")  # type: ignore[call-arg]


def test_a_value_goes_to_another_process_and_back() -> None:
    """By the name of its class."""
    value = _Ours("a", (1, 2), 3)

    assert pickle.loads(pickle.dumps(value)) == value
    assert type(pickle.loads(pickle.dumps(value))) is _Ours
