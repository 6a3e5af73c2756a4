"""The bases of all frozen values, which compare, hash and show themselves field by field.

There are two kinds. The values that every answer is made of derive from `Record`, which works
without loading attrs: importing it takes as long as starting Python three times. All others are
attrs classes that derive from `Value`, which spares attrs generating and compiling ``__eq__``,
``__hash__`` and ``__repr__`` for each.
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
        """Stand in for typing's, which only means something to type checkers."""
        return lambda kind: kind

    class kept:  # noqa: N801 - a decorator, written as one
        """A property that is computed when it is first read, and cached in the instance.

        It does what `functools.cached_property` does since Python 3.12. Before, that takes a lock
        for each first read, which costs more than most of what is computed.
        """

        def __init__(self, work: Callable[[Any], Any]) -> None:
            """Take the method that computes the value."""
            self._work = work
            self._name = work.__name__
            self.__doc__ = work.__doc__

        def __get__(self, instance: Any, owner: type) -> Any:
            """Compute and cache the value; later reads find it in the instance's ``__dict__``."""
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._work(instance)
            return value


#: ``new_tuple(Kind, values)`` makes a named tuple in half the time of ``Kind(*values)``, since no
#: Python function is called; for the paths that make one for each line of a Dockerfile.
new_tuple = tuple.__new__


_LONGEST = 158  # just under two lines of 80 columns
_HEAD = 100


def shortened(text: str) -> str:
    """Cut a repr in the middle so that it fits two lines of a terminal."""
    return text if len(text) <= _LONGEST else f"{text[:_HEAD]}…{text[_HEAD + 1 - _LONGEST :]}"


class Value:
    """The base of an attrs class made with ``eq=False, repr=False``.

    As in attrs, a field with ``eq=False`` is not compared and one with ``repr=False`` not shown.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same class and equal in every compared field."""
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(
            mine == theirs for mine, theirs in zip(_compared(self), _compared(other), strict=True)
        )

    def __hash__(self) -> int:
        """Return the hash of the compared fields."""
        return hash((self.__class__, *map(_hashable, _compared(self))))

    def __repr__(self) -> str:
        """Return the call that makes the value, cut in the middle to two lines."""
        fields: Any = getattr(self, "__attrs_attrs__", ())
        shown = (f"{x.alias}={getattr(self, x.name)!r}" for x in fields if x.repr)
        return shortened(f"{self.__class__.__qualname__}({', '.join(shown)})")


def _hashable(value: Any) -> Any:
    return frozenset(value.items()) if isinstance(value, Mapping) else value


def _compared(value: object) -> Iterator[Any]:
    fields: Any = getattr(value, "__attrs_attrs__", ())
    return (getattr(value, field.name) for field in fields if field.eq)


#: Marks a field without a default.
_REQUIRED: Any = object()


class _Field:
    """The specification of one field of a `Record`."""

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
    """Specify a field of a `Record`, as `attrs.field` does for an attrs class.

    Args:
        default: its value when none is given; without a default the field is required.
        eq: whether it is compared and hashed.
        repr: whether it is shown.
        alias: the name of the constructor's parameter, if not that of the field.
    """
    return _Field(default, eq=eq, shown=repr, alias=alias)


class _ClassProperty:
    """An attribute of a class whose value a class method computes each time it is read."""

    def __init__(self, method: str) -> None:
        self._method = method

    def __get__(self, instance: object, owner: type) -> Any:
        return getattr(owner, self._method)()


@cache
def _class_of_attrs(name: str, described: tuple[tuple[str, _Field], ...]) -> Any:
    """Return the attrs class with the same fields, for whoever treats a `Record` as one."""
    import attrs  # noqa: PLC0415 - takes as long as three starts of Python

    kinds: dict[str, Any] = {name: spec.kind for name, spec in described}
    fields = {
        field: attrs.field(
            default=attrs.NOTHING if spec.default is _REQUIRED else spec.default,
            eq=spec.eq,
            repr=spec.repr,
            alias=spec.alias,
            kw_only=spec.kw_only,
            type=kinds[field],
        )
        for field, spec in described
    }
    return attrs.make_class(name, fields, frozen=True, eq=False, repr=False)


def _compiled(name: str, described: Mapping[str, _Field]) -> Any:
    """Generate the constructor of one class, which runs faster than the shared `_set_fields`.

    Compiling it costs as much as a hundred calls of that one, so it is for classes with many
    instances. The fields are set in the instance's ``__dict__``: ``__setattr__`` refuses.
    """
    heads, items, defaults = ["self"], [], {"give_fields": give_fields}
    for place, (field_name, spec) in enumerate(described.items()):
        defaults[f"default_{place}"] = spec.default
        default = "" if spec.default is _REQUIRED else f"=default_{place}"
        if spec.kw_only and "*" not in heads:
            heads.append("*")
        heads.append(spec.alias + default)
        items.append(f"{field_name!r}: {spec.alias}")
    names: dict[str, Any] = {"__name__": __name__, **defaults}
    # The text has no input but names of fields, which the class body had as identifiers.
    exec(f"def __init__({', '.join(heads)}): give_fields(self, {{{', '.join(items)}}})", names)  # noqa: S102
    names["__init__"].__qualname__ = f"{name}.__init__"
    return names["__init__"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Value):
    """The base of a frozen value whose fields are the annotated names of its class.

    It is written and used like a class decorated with ``attrs.frozen``: a field may have a default
    or a `field` specification, and is compared and shown unless that says otherwise.
    `attrs.evolve`, `attrs.fields` and `attrs.asdict` accept it as an attrs class. The difference is
    that all records share one constructor, where attrs generates and compiles methods for each
    class at import: for the classes of one explanation that, with loading attrs, takes longer than
    the explanation itself.

    Class keywords: ``kw_only=True`` makes all fields keyword-only; ``compiled=True`` generates a
    constructor for the class, for the few with many instances. A class that defines ``__init__``
    to validate or convert its arguments calls `_set_fields` in it.
    """

    if TYPE_CHECKING:
        _described: ClassVar[Mapping[str, _Field]]
        _fields: ClassVar[tuple[str, ...]]
        _compared: ClassVar[tuple[str, ...]]
        _by_place: ClassVar[tuple[str, ...]]
    else:
        _described = {}

    def __init_subclass__(cls, *, kw_only: bool = False, compiled: bool = False) -> None:
        """Collect the fields of the class: inherited ones first, then its own."""
        # By text, since annotations are not evaluated: ClassVar is the one that makes no field.
        kinds = {x: kind for x, kind in cls.__annotations__.items() if "ClassVar" not in kind}
        if not kinds:
            return
        described = dict(cls._described)
        for name, kind in kinds.items():
            default = vars(cls).get(name, _REQUIRED)
            spec = default if isinstance(default, _Field) else field(default=default)
            spec.kind, spec.kw_only, spec.alias = kind, kw_only, spec.alias or name
            described[name] = spec
            if default is not _REQUIRED:
                delattr(cls, name)
        cls._described, cls._fields = described, tuple(described)
        cls._compared = tuple([name for name, spec in described.items() if spec.eq])
        cls._by_place = tuple([x.alias for x in described.values() if not x.kw_only])
        by_place = [name for name, spec in described.items() if not spec.kw_only]
        made: Any = cls  # type checkers let no class change these
        made.__match_args__ = tuple(by_place)  # type: ignore[misc] # it is any
        if "__init__" not in vars(cls):
            made.__init__ = _compiled(cls.__qualname__, described) if compiled else cls._set_fields

    def _set_fields(self, *values: Any, **named: Any) -> None:
        """Set the fields; the constructor of every class that has none of its own."""
        # The common call, all fields by position, needs no matching of names.
        if named or len(values) != len(self._fields) or len(values) != len(self._by_place):
            values = self._placed(values, named)
        give_fields(self, dict(zip(self._fields, values, strict=True)))

    def _placed(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return the value of each field, in the order of the fields.

        Raises:
            TypeError: a field is given twice or is missing, or a name is not that of a field.
        """
        given = dict(zip(self._by_place, values, strict=False))
        wrong = len(given) < len(values) or not given.keys().isdisjoint(named)
        given.update(named)
        taken = [given.pop(spec.alias, spec.default) for spec in self._described.values()]
        if wrong or given or any(value is _REQUIRED for value in taken):
            # The constructor that attrs generates refuses the same call, with Python's message.
            self._of_attrs().__init__(self, *values, **named)
        return tuple(taken)

    @classmethod
    def _of_attrs(cls) -> Any:
        return _class_of_attrs(cls.__name__, tuple(cls._described.items()))

    @classmethod
    def _attributes(cls) -> Any:
        """Return the fields as `attrs.Attribute` objects, which `attrs.evolve` and its kin read."""
        return cls._of_attrs().__attrs_attrs__

    @classmethod
    def _signature(cls) -> Any:
        """Return the signature of the constructor, for `inspect.signature` and `help`."""
        from inspect import signature  # noqa: PLC0415 - takes as long as twenty of our modules

        own: Any = cls.__init__
        found = signature(own if own.__module__ != __name__ else cls._of_attrs().__init__)
        return found.replace(parameters=list(found.parameters.values())[1:])

    __attrs_attrs__ = _ClassProperty("_attributes")
    __signature__ = _ClassProperty("_signature")

    def _replace(self, **changes: Any) -> Self:
        """Return a copy with other values of some fields, as a named tuple's ``_replace`` does."""
        own = {spec.alias: getattr(self, name) for name, spec in self._described.items()}
        return self.__class__(**{**own, **changes})

    __replace__ = _replace

    def __setattr__(self, name: str, _: object) -> NoReturn:
        """Refuse: the value is frozen."""
        from attrs.exceptions import FrozenInstanceError  # noqa: PLC0415 - attrs loads for it

        raise FrozenInstanceError

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: the value is frozen."""
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same class and equal in every compared field."""
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._compared)

    def __hash__(self) -> int:
        """Return the hash of the compared fields."""
        values = [_hashable(getattr(self, name)) for name in self._compared]
        return hash((self.__class__, *values))

    def __repr__(self) -> str:
        """Return the call that makes the record, cut in the middle to two lines."""
        shown = (
            f"{spec.alias}={getattr(self, name)!r}"
            for name, spec in self._described.items()
            if spec.repr
        )
        return shortened(f"{self.__class__.__qualname__}({', '.join(shown)})")

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle the fields only, not the values that `kept` has cached beside them."""
        return _restored, (self.__class__, {name: getattr(self, name) for name in self._fields})


#: ``give_fields(record, fields)`` gives a new record the dict of its fields, a value for each.
#: Python 3.11 and 3.12 read an attribute in a quarter of the time where the object was given its
#: dict than where its own dict was filled.
give_fields: Callable[[Record, dict[str, Any]], None] = vars(Record)["__dict__"].__set__


def _restored(kind: type[Record], values: Mapping[str, Any]) -> Record:
    made = kind.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made
