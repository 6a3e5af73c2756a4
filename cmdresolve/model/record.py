"""A `NamedTuple` whose classes are quick to create, for values passed between parts of the library.

`typing.NamedTuple` compiles the annotation of each field when a class is created, to check that it
is a type. A type checker has done so already, and every start of the program creates fifty such
classes. Either way the class is the one that `collections.namedtuple` makes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - who imports it here sees this one
else:
    from collections import namedtuple

    class _Maker(type):
        """Makes a named tuple of a class body, as typing's NamedTupleMeta does."""

        def __new__(cls, name: str, _: tuple[type, ...], body: dict[str, object]) -> type:
            # All annotations are strings here: each module imports them from __future__.
            types = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in types if field in body]
            module = body.pop("__module__")
            made = namedtuple(name, types, defaults=defaults, module=module)  # noqa: PYI024 - makes what that makes
            made.__annotations__ = made.__new__.__annotations__ = types
            for key, value in body.items():
                setattr(made, key, value)
            return made

    # Made past _Maker.__new__, which would make a tuple of it; its subclasses go through that.
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
