"""The base of the records of engines and builders: a name, by which they are shown and pickled."""

from __future__ import annotations

from importlib import import_module

from cmdresolve.dialects.version import Version, show_version
from cmdresolve.model.errors import DialectError
from cmdresolve.model.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Named(Value):
    """The base of a record that is looked up by ``NAME@VERSION[/VARIANT]``."""

    __slots__ = ()

    name: str
    version: Version
    variant: str

    @property
    def key(self) -> str:
        """The full name, by which `cmdresolve.dialects.dialect` finds the record."""
        slash = f"/{self.variant}" if self.variant else ""
        return f"{self.name}@{show_version(self.version)}{slash}"

    def __repr__(self) -> str:
        """Return the full name in place of the fields, which would fill a screen."""
        return f"{self.__class__.__name__}({self.key!r})"

    def __reduce_ex__(self, protocol: Any) -> str | tuple[Any, ...]:
        """Pickle a known record as its name; the functions in it could not be pickled.

        A record that somebody has changed equals none that is known, and is pickled by its fields.
        """
        kind = self.__class__.__name__.lower()
        try:
            known = find(kind, self.key) == self
        except DialectError:
            known = False
        return (find, (kind, self.key)) if known else super().__reduce_ex__(protocol)


def find(kind: str, key: str) -> Named:
    """Return a record by its kind, ``engine`` or ``builder``, and its full name."""
    found: Named = getattr(import_module("cmdresolve.dialects"), kind)(key)
    return found
