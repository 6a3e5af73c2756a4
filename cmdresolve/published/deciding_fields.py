"""The fields of two builders' records that make them differ on a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_type_hints

from cmdresolve.dialects.builders.builder import Builder

_ATTRIBUTE = re.compile(r"^(\w+): ((?:.+\n?)(?:[ ]{4}.+\n?)*)", re.MULTILINE)


@cache
def field_names() -> tuple[str, ...]:
    """Return the names of the fields of a builder's record that describe it, as ``part.field``."""
    return tuple(f"{part}.{field}" for part, record in _parts().items() for field in record._fields)


def field_value(builder: Builder, name: str) -> Any:
    """Return the value of a field, named as in `field_names`."""
    part, _, field = name.partition(".")
    return getattr(getattr(builder, part), field)


def with_field(builder: Builder, name: str, value: object) -> Builder:
    """Return a builder's record with another value of a field, named as in `field_names`."""
    part, _, field = name.partition(".")
    return builder._replace(**{part: getattr(builder, part)._replace(**{field: value})})


def deciding(
    outcome: Callable[[Builder], object], left: Builder, right: Builder
) -> tuple[str, ...]:
    """Return the fields that make one builder's outcome the other's, in the record's order.

    A field decides if exchanging its value alone gives one builder the other's outcome. If there is
    none, the builders differ in more than one way, and the fields that change anything are
    returned. A change that takes two fields together is not found.

    Args:
        outcome: what a builder makes of the file, as a value to compare.
        left: the first builder.
        right: the second builder.

    Returns:
        The names, as in `field_names`.
    """
    of_left, of_right = outcome(left), outcome(right)
    if of_left == of_right:
        return ()
    enough, changing = [], []
    for name in field_names():
        value, other = field_value(left, name), field_value(right, name)
        if value == other:
            continue
        # Both ways, because in one of the two another difference may hide what the field does.
        instead = (
            outcome(with_field(left, name, other)),
            outcome(with_field(right, name, value)),
        )
        if instead[0] == of_right or instead[1] == of_left:
            enough.append(name)
        if instead != (of_left, of_right):
            changing.append(name)
    return tuple(enough or changing)


def says(name: str) -> str:
    """Return the description of a field of a builder's record, named as in `field_names`."""
    return _said().get(name, name)


@cache
def _parts() -> Mapping[str, type[Any]]:
    """Return the parts of the record: the fields whose values are records themselves."""
    kinds = get_type_hints(Builder)
    own = {name: kinds[name] for name in Builder._fields}
    return {name: kind for name, kind in own.items() if hasattr(kind, "_fields")}


def documented_fields(record: type[Any]) -> Mapping[str, str]:
    """Return what the docstring of a record's class says of each of its fields."""
    from inspect import cleandoc  # noqa: PLC0415 - only to say why two part

    attributes = cleandoc(record.__doc__ or "").partition("Attributes:\n")[2]
    found = _ATTRIBUTE.findall(cleandoc(attributes))
    return {field: " ".join(text.split()) for field, text in found}


@cache
def _said() -> Mapping[str, str]:
    return {
        f"{part}.{field}": text
        for part, record in _parts().items()
        for field, text in documented_fields(record).items()
    }
