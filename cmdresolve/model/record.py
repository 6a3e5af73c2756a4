"""Named tuples that are made quickly: the base of what one part of the library hands to another.

`typing.NamedTuple` compiles the annotation of each field when a class is made, to see that it is a
type; a type checker has seen that already, and the program makes fifty such classes whenever it
starts. The class is the one that `collections.namedtuple` makes, either way.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - who imports it here sees this one
else:
    from collections import namedtuple

    class _Maker(type):
        def __new__(cls, name: str, _: tuple[type, ...], body: dict[str, object]) -> type:
            types = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in types if field in body]
            module = body.pop("__module__")
            made = namedtuple(name, types, defaults=defaults, module=module)  # noqa: PYI024 - makes what that makes
            made.__annotations__ = made.__new__.__annotations__ = types
            for key, value in body.items():
                setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
