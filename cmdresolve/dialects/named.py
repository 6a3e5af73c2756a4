"""What the records of engines and builders share: a name, by which they are shown and pickled."""

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
        """The name by which `cmdresolve.dialects.dialect` finds it."""
        slash = f"/{self.variant}" if self.variant else ""
        return f"{self.name}@{show_version(self.version)}{slash}"

    def __repr__(self) -> str:
        """Show it by its name: its fields would fill a screen."""
        return f"{self.__class__.__name__}({self.key!r})"

    def __reduce_ex__(self, protocol: Any) -> str | tuple[Any, ...]:
        """Pickle a known record as its name; the functions in it could not be pickled."""
        kind = self.__class__.__name__.lower()
        try:
            known = find(kind, self.key) == self
        except DialectError:
            known = False
        return (find, (kind, self.key)) if known else super().__reduce_ex__(protocol)


def find(kind: str, key: str) -> Named:
    """Return the ``engine`` or ``builder`` of a name."""
    found: Named = getattr(import_module("cmdresolve.dialects"), kind)(key)
    return found
