"""What a Go source says, as far as it is read: values, and what is done with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tests.suites.go_tokens import Token


class Name(str):
    """A name, dots included; not a text."""

    __slots__ = ()


class _Unread:
    def __repr__(self) -> str:
        return "UNREAD"


#: A value that is computed when the test runs.
UNREAD = _Unread()


class Literal(NamedTuple):
    """A composite literal.

    Attributes:
        type: what stands before its brace, without blanks; empty where it is left out.
        fields: the names of the fields, where its type, or that of its items, is told in place.
        items: each item with its key; the key is None where there is none.
    """

    type: str
    fields: tuple[str, ...]
    items: list[tuple[Any, Any]]


class Call(NamedTuple):
    """A call, a conversion or a method of a value.

    ``(…).name`` is called ``.name``, and the value stands behind the arguments.
    """

    function: str
    arguments: list[Any]

    def inner(self) -> Iterator[Call]:
        """Yield it and the calls among its arguments, to any depth."""
        yield self
        for argument in self.arguments:
            if isinstance(argument, Call):
                yield from argument.inner()


class Func(NamedTuple):
    """A function: its name, empty where it has none, and its body."""

    name: str
    body: list[Token]


class Assign(NamedTuple):
    """Names that are given values."""

    names: list[str]
    values: list[Any]


class If(NamedTuple):
    """A condition, what is done under it and what else; what its head does first stands before."""

    condition: list[Token]
    then: list[Token]
    otherwise: list[Token]


class Range(NamedTuple):
    """A loop over the items of a value; of other loops the value is `UNREAD`."""

    names: list[str]
    value: Any
    body: list[Token]


class Leave(NamedTuple):
    """The way out of a function or a loop."""

    word: str


Statement = Assign | Call | If | Range | Leave


def rows(table: Any, fields: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return each item of a literal as a mapping from its fields to their values.

    Args:
        table: the literal.
        fields: the fields of an item, where the literal does not tell them.
    """
    if not isinstance(table, Literal):
        return []
    names = table.fields or tuple(fields)
    found = []
    for key, item in table.items:
        if not isinstance(item, Literal):
            continue
        row = {"": plain(key)} if key is not None else {}
        for place, (name, value) in enumerate(item.items):
            if name is not None:
                row[str(name)] = value
            elif place < len(names):
                row[names[place]] = value
        found.append(row)
    return found


def plain(value: Any) -> Any:
    """Return a literal as a list, or as a dict where it has keys, with all that is inside it."""
    if isinstance(value, Call) and value.function == "[]byte" and len(value.arguments) == 1:
        return plain(value.arguments[0])
    if isinstance(value, Call) and not value.arguments[1:] and value.arguments[:1] == [None]:
        return None
    if not isinstance(value, Literal):
        return value
    is_map = value.type.startswith("map[")
    if is_map or any(key is not None for key, _ in value.items):
        return dict(_entry(key, item, is_map=is_map) for key, item in value.items)
    return [plain(item) for _, item in value.items]


def _entry(key: Any, item: Any, *, is_map: bool) -> tuple[str, Any]:
    computed = not isinstance(key, str | int) or (is_map and isinstance(key, Name))
    return (repr(key), UNREAD) if computed else (key, plain(item))


def is_read(value: Any) -> bool:
    """Tell whether nothing of a plain value is computed or only named."""
    if isinstance(value, list):
        return all(map(is_read, value))
    if isinstance(value, dict):
        return all(map(is_read, value.values()))
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, Name))
