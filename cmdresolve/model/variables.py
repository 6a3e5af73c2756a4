"""The variables that a Pod gives a container, as far as its manifest tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cmdresolve.model.value import Record


def _pairs(values: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(values.items()) if isinstance(values, Mapping) else tuple(values)


class OpaqueSource(Record):
    """Where variables come from whose names and values nobody here knows.

    Attributes:
        says: what it is, such as ``ConfigMap settings``.
        names: a regular expression for the names it may have.
    """

    says: str
    names: str

    def may_give(self, name: str) -> bool:
        """Say whether it may have a variable of this name."""
        return re.fullmatch(self.names, name) is not None


class Supposed(Record):
    """What a variable would be, on a condition.

    Attributes:
        name: its name.
        value: its value.
        condition: what is supposed, in words.
    """

    name: str
    value: str
    condition: str


class Variables(Record):
    """The variables that a Pod gives a container.

    Attributes:
        known: their values; the last of a name counts.
        unresolved: the names of those whose value nobody here knows, and who has it.
        elsewhere: sources that may give further variables, whose names nobody here knows.
        supposed: what some of those that are unresolved would be, on a condition.
    """

    known: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[OpaqueSource, ...] = ()
    supposed: tuple[Supposed, ...] = ()

    # Written out: it takes more types than the fields have.
    def __init__(
        self,
        known: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        unresolved: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        elsewhere: tuple[OpaqueSource, ...] = (),
        supposed: tuple[Supposed, ...] = (),
    ) -> None:
        """Make the variables; mappings are stored as pairs."""
        self._set_fields(_pairs(known), _pairs(unresolved), elsewhere, supposed)

    def need(self, name: str) -> str | None:
        """Say what would have to be known for the value of a name; None where it is settled."""
        return need(name, dict(self.known), dict(self.unresolved), self.elsewhere)

    def as_supposed(self) -> Variables:
        """Return the variables on the assumption that all suppositions hold."""
        if not self.supposed:
            return self
        names = {one.name for one in self.supposed}
        values = [(one.name, one.value) for one in self.supposed]
        left = [(name, says) for name, says in self.unresolved if name not in names]
        return self._replace(known=(*self.known, *values), unresolved=left, supposed=())


def need(
    name: str,
    known: Mapping[str, str],
    unresolved: Mapping[str, str],
    elsewhere: Iterable[OpaqueSource],
) -> str | None:
    """Say what would have to be known for the value of a name; None where it is settled.

    Args:
        name: the name.
        known: the values that are known.
        unresolved: who has those that are not.
        elsewhere: sources that may give further variables.
    """
    if name in unresolved:
        return f"{name} of {unresolved[name]}"
    if name in known:
        return None
    found = next((x.says for x in elsewhere if x.may_give(name)), None)
    return None if found is None else f"{name} of {found}"


NO_VARIABLES = Variables()
