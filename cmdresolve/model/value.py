"""What all frozen values share: they are compared and shown field by field.

There are two kinds of classes. Those that every answer is made of are a `Record`, for which attrs
does not load: that alone takes as long as three starts of Python. All others are classes of attrs,
and take from `Value` what it would write and compile for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

TYPE_CHECKING = False  # to load typing takes longer than a dozen of our modules
if TYPE_CHECKING:
    from functools import cached_property
    from typing import Any, ClassVar, NoReturn, Self, dataclass_transform

    kept = cached_property
else:

    def dataclass_transform(**_: Any) -> Any:
        """Stand in for typing's, which says something to type checkers alone."""
        return lambda kind: kind

    class kept:  # noqa: N801 - a decorator, written as one
        """A property that is worked out when it is first asked for, and kept.

        It is `functools.cached_property` as of Python 3.12; before, that takes a lock each time,
        which takes longer than most of what is worked out.
        """

        def __init__(self, work: Callable[[Any], Any]) -> None:
            """Take the method that works it out."""
            self._work = work
            self._name = work.__name__
            self.__doc__ = work.__doc__

        def __get__(self, instance: Any, owner: type) -> Any:
            """Return the value; the next time it is found in the instance before this is asked."""
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._work(instance)
            return value


#: Makes a named tuple without the call of its own, which takes twice as long: the reading of a
#: Dockerfile makes many.
new_tuple = tuple.__new__


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


#: The default of a field that has none.
_REQUIRED: Any = object()


class _Field:
    """What a class says of one of its fields."""

    __slots__ = ("alias", "default", "eq", "kind", "kw_only", "repr")

    kind: str
    kw_only: bool

    def __init__(self, default: Any, *, eq: bool, shown: bool, alias: str) -> None:
        self.default, self.eq, self.repr, self.alias = default, eq, shown, alias


def field(
    *,
    default: Any = _REQUIRED,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - the words are those of `attrs.field`
    alias: str = "",
) -> Any:
    """Say more of a field of a `Record` than its default.

    Args:
        default: its value where none is given; without a default one has to be.
        eq: whether it is compared.
        repr: whether it is shown.
        alias: what the constructor calls it, where that is not its name.
    """
    return _Field(default, eq=eq, shown=repr, alias=alias)


class _OfClass:
    """An attribute of a class that a method of the class works out when it is asked for."""

    def __init__(self, method: str) -> None:
        self._method = method

    def __get__(self, instance: object, owner: type) -> Any:
        return getattr(owner, self._method)()


@cache
def _class_of_attrs(name: str, described: tuple[tuple[str, _Field], ...]) -> Any:
    """Return the class that attrs makes of some fields."""
    import attrs  # noqa: PLC0415 - takes as long as three starts of Python

    kinds: dict[str, Any] = {name: said.kind for name, said in described}
    fields = {
        field: attrs.field(
            default=attrs.NOTHING if said.default is _REQUIRED else said.default,
            eq=said.eq,
            repr=said.repr,
            alias=said.alias,
            kw_only=said.kw_only,
            type=kinds[field],
        )
        for field, said in described
    }
    return attrs.make_class(name, fields, frozen=True, eq=False, repr=False)


def _compiled(name: str, described: Mapping[str, _Field]) -> Any:
    """Write the constructor of one class. To compile it takes a hundred calls of the shared one."""
    heads, lines, defaults = ["self"], ["own = self.__dict__"], {}
    for place, (field_name, said) in enumerate(described.items()):
        defaults[f"default_{place}"] = said.default
        default = "" if said.default is _REQUIRED else f"=default_{place}"
        if said.kw_only and "*" not in heads:
            heads.append("*")
        heads.append(said.alias + default)
        lines.append(f"own[{field_name!r}] = {said.alias}")
    names: dict[str, Any] = {"__name__": __name__, **defaults}
    # Nothing but the names of fields is in it, which are Python's.
    exec(f"def __init__({', '.join(heads)}):\n    " + "\n    ".join(lines), names)  # noqa: S102
    names["__init__"].__qualname__ = f"{name}.__init__"
    return names["__init__"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Value):
    """The base of a frozen value whose fields are the annotated names of its class.

    It is written, and used, as a class of ``attrs.frozen``: a field may have a default, or a
    `field` that says more, and is compared and shown unless that says otherwise. `attrs.evolve`,
    `attrs.fields` and `attrs.asdict` take it as one of their own. What differs is that one
    constructor serves all records. For each class of its own attrs writes and compiles one when
    that is imported; to do so for those of one explanation, and to load it, takes longer than the
    explanation.

    Behind its base a class may say ``kw_only=True``, for its fields to be given by name, and
    ``compiled=True``, to have a constructor of its own: for the few of which one reading makes
    many. One that writes its own ``__init__``, to check what it is given, calls `_set_fields`
    there.
    """

    if TYPE_CHECKING:
        _described: ClassVar[Mapping[str, _Field]]
        _fields: ClassVar[tuple[str, ...]]
        _compared: ClassVar[tuple[str, ...]]
        _by_place: ClassVar[tuple[str, ...]]
    else:
        _described = {}

    def __init_subclass__(cls, *, kw_only: bool = False, compiled: bool = False) -> None:
        """Note the fields: those of the class it stands on, and its own."""
        kinds = {x: kind for x, kind in cls.__annotations__.items() if "ClassVar" not in kind}
        if not kinds:
            return
        described = dict(cls._described)
        for name, kind in kinds.items():
            default = vars(cls).get(name, _REQUIRED)
            said = default if isinstance(default, _Field) else field(default=default)
            said.kind, said.kw_only, said.alias = kind, kw_only, said.alias or name
            described[name] = said
            if default is not _REQUIRED:
                delattr(cls, name)
        cls._described, cls._fields = described, tuple(described)
        cls._compared = tuple([name for name, said in described.items() if said.eq])
        cls._by_place = tuple([x.alias for x in described.values() if not x.kw_only])
        by_place = [name for name, said in described.items() if not said.kw_only]
        made: Any = cls  # type checkers let no class change these
        made.__match_args__ = tuple(by_place)  # type: ignore[misc] # it is any
        if "__init__" not in vars(cls):
            made.__init__ = _compiled(cls.__qualname__, described) if compiled else cls._set_fields

    def _set_fields(self, *values: Any, **named: Any) -> None:
        """Set the fields to what the constructor of a class without its own would take."""
        if named or len(values) != len(self._fields) or len(values) != len(self._by_place):
            values = self._placed(values, named)
        self.__dict__.update(zip(self._fields, values, strict=True))

    def _placed(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return the value of each field, in the order of the fields.

        Raises:
            TypeError: a field is given twice or not at all, or what is given is none.
        """
        given = dict(zip(self._by_place, values, strict=False))
        wrong = len(given) < len(values) or not given.keys().isdisjoint(named)
        given.update(named)
        taken = [given.pop(said.alias, said.default) for said in self._described.values()]
        if wrong or given or any(value is _REQUIRED for value in taken):
            # Such a call the constructor that attrs writes refuses, in Python's words.
            self._of_attrs().__init__(self, *values, **named)
        return tuple(taken)

    @classmethod
    def _of_attrs(cls) -> Any:
        return _class_of_attrs(cls.__name__, tuple(cls._described.items()))

    @classmethod
    def _attributes(cls) -> Any:
        """Return the fields as attrs knows those of its classes, for `attrs.evolve` and its kin."""
        return cls._of_attrs().__attrs_attrs__

    @classmethod
    def _signature(cls) -> Any:
        """Return what it is called with."""
        from inspect import signature  # noqa: PLC0415 - takes as long as twenty of our modules

        own: Any = cls.__init__
        found = signature(own if own.__module__ != __name__ else cls._of_attrs().__init__)
        return found.replace(parameters=list(found.parameters.values())[1:])

    __attrs_attrs__ = _OfClass("_attributes")
    __signature__ = _OfClass("_signature")

    def _replace(self, **changes: Any) -> Self:
        """Return a record with other values of some fields, as a named tuple does."""
        own = {said.alias: getattr(self, name) for name, said in self._described.items()}
        return self.__class__(**{**own, **changes})

    __replace__ = _replace

    def __setattr__(self, name: str, _: object) -> NoReturn:
        """Refuse: it is frozen."""
        from attrs.exceptions import FrozenInstanceError  # noqa: PLC0415 - attrs loads for it

        raise FrozenInstanceError

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse, as above."""
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same class, with the same in each field."""
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared)

    def __hash__(self) -> int:
        """Return a number that equal records share."""
        values = [_hashable(getattr(self, name)) for name in self._compared]
        return hash((self.__class__, *values))

    def __repr__(self) -> str:
        """Write the record as the call that makes it, cut in the middle to two lines."""
        shown = (
            f"{said.alias}={getattr(self, name)!r}"
            for name, said in self._described.items()
            if said.repr
        )
        return shortened(f"{self.__class__.__qualname__}({', '.join(shown)})")

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle the fields alone, not what is kept."""
        return _restored, (self.__class__, {name: getattr(self, name) for name in self._fields})


def _restored(kind: type[Record], values: Mapping[str, Any]) -> Record:
    made = kind.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made
