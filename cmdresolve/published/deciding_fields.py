"""Why two builders part on a file: which differences of their records decide it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from attrs import evolve, fields_dict

from cmdresolve.dialects.builders.builder import Builder

_IDENTITY = frozenset({"name", "version", "citation", "variant", "verified"})
_ATTRIBUTE = re.compile(r"^(\w+): ((?:.+\n?)(?:[ ]{4}.+\n?)*)", re.MULTILINE)


def deciding(
    outcome: Callable[[Builder], object], left: Builder, right: Builder
) -> tuple[str, ...]:
    """Name the fields that make one builder's outcome another one's, in the record's order.

    A field decides when the other's value of it alone makes one of the two do as the other does.
    Where none does, those count that change anything: the two then part in more than one way. What
    only two fields together change has no name here.

    Args:
        outcome: what a builder makes of the file, as a value to compare.
        left: the one builder.
        right: the other.
    """
    of_left, of_right = outcome(left), outcome(right)
    if of_left == of_right:
        return ()
    enough, changing = [], []
    for name in fields_dict(Builder):
        value, other = getattr(left, name), getattr(right, name)
        if name in _IDENTITY or value == other:
            continue
        instead = outcome(evolve(left, **{name: other})), outcome(evolve(right, **{name: value}))
        if instead[0] == of_right or instead[1] == of_left:
            enough.append(name)
        if instead != (of_left, of_right):
            changing.append(name)
    return tuple(enough or changing)


@cache
def _said() -> dict[str, str]:
    from inspect import cleandoc  # noqa: PLC0415 - only to say why two part

    attributes = cleandoc(Builder.__doc__ or "").partition("Attributes:\n")[2]
    return {
        name: " ".join(text.split())
        for name, text in _ATTRIBUTE.findall(cleandoc(attributes))
        if name in fields_dict(Builder)
    }


def says(name: str) -> str:
    """Say what a field of a builder's record is about."""
    return _said().get(name, name)
