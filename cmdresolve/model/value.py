"""What all frozen values share: they are compared and shown field by field.

attrs can write these methods for each class, and then compiles them whenever the class is made.
For the classes that one explanation needs that takes longer than the explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform, overload

from attrs.exceptions import FrozenInstanceError

#: Makes a named tuple without the call of its own, which takes twice as long: the reading of a
#: Dockerfile makes many.
new_tuple = tuple.__new__


_Owner = TypeVar("_Owner")
_Worked = TypeVar("_Worked")


class kept(Generic[_Owner, _Worked]):  # noqa: N801 - a decorator, written as one
    """A property that is worked out when it is first asked for, and kept.

    It is `functools.cached_property` as of Python 3.12; before, that takes a lock each time, which
    takes longer than most of what is worked out.
    """

    def __init__(self, work: Callable[[_Owner], _Worked]) -> None:
        """Take the method that works it out."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type[_Owner]) -> kept[_Owner, _Worked]: ...

    @overload
    def __get__(self, instance: _Owner, owner: type[_Owner]) -> _Worked: ...

    def __get__(
        self, instance: _Owner | None, owner: type[_Owner]
    ) -> _Worked | kept[_Owner, _Worked]:
        """Return the value; the next time it is found in the instance before this is asked."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value


_LONGEST = 158


def shortened(text: str) -> str:
    """Cut what a value shows of itself to two lines of a terminal."""
    return text if len(text) <= _LONGEST else f"{text[:100]}…{text[101 - _LONGEST :]}"


class Value:
    """The base of a class of attrs that is made with ``eq=False, repr=False``.

    A field that is made with ``eq=False`` is not compared, one with ``repr=False`` not shown.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same class, with the same in each field."""
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(
            mine == theirs for mine, theirs in zip(_compared(self), _compared(other), strict=True)
        )

    def __hash__(self) -> int:
        """Return a number that equal values share."""
        return hash((self.__class__, *map(_hashable, _compared(self))))

    def __repr__(self) -> str:
        """Write the value as the call that makes it, cut in the middle to two lines."""
        fields: Any = getattr(self, "__attrs_attrs__", ())
        shown = (f"{x.alias}={getattr(self, x.name)!r}" for x in fields if x.repr)
        return shortened(f"{self.__class__.__qualname__}({', '.join(shown)})")


def _hashable(value: Any) -> Any:
    return frozenset(value.items()) if isinstance(value, Mapping) else value


def _compared(value: object) -> Iterator[Any]:
    fields: Any = getattr(value, "__attrs_attrs__", ())
    return (getattr(value, field.name) for field in fields if field.eq)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Value):
    """The base of a frozen value whose fields are the annotated names of its class, none optional.

    attrs compiles a constructor for each class that it makes; to make the parts of a builder so
    took as long as to read and build a Dockerfile. What stands here serves all of them.
    """

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Note the fields, in the order in which they stand."""
        cls._fields = tuple(cls.__annotations__)

    def __init__(self, **values: Any) -> None:
        """Take the value of each field, by its name."""
        if values.keys() != set(self._fields):
            wrong = ", ".join(sorted(values.keys() ^ set(self._fields)))
            raise TypeError(f"{self.__class__.__name__}: missing or unknown: {wrong}")
        self.__dict__.update(values)

    def _replace(self, **changes: Any) -> Self:
        """Return a record with other values of some fields, as a named tuple does."""
        return self.__class__(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, _: object) -> None:
        """Refuse: it is frozen."""
        raise FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        """Refuse, as above."""
        raise FrozenInstanceError

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same class, with the same in each field."""
        return other is self or (
            self.__dict__ == other.__dict__ if other.__class__ is self.__class__ else NotImplemented
        )

    def __hash__(self) -> int:
        """Return a number that equal records share."""
        values = map(self.__dict__.__getitem__, self._fields)
        return hash((self.__class__, *map(_hashable, values)))

    def __repr__(self) -> str:
        """Write the record as the call that makes it, cut in the middle to two lines."""
        shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return shortened(f"{self.__class__.__qualname__}({shown})")
