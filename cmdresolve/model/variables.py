"""The environment variables that a Pod gives a container, as far as its manifest says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cmdresolve.model.value import Record


def _pairs(values: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(values.items()) if isinstance(values, Mapping) else tuple(values)


class OpaqueSource(Record):
    """A source of variables, such as a ConfigMap of the cluster, whose contents are not known.

    Attributes:
        says: what it is, such as ``ConfigMap settings``.
        names: a regular expression that matches the names it may define.
    """

    says: str
    names: str

    def may_give(self, name: str) -> bool:
        """Return whether it may define a variable of this name."""
        return re.fullmatch(self.names, name) is not None


class Supposed(Record):
    """The value that a variable has on a condition.

    Attributes:
        name: its name.
        value: its value.
        condition: the condition, in words.
    """

    name: str
    value: str
    condition: str


class Variables(Record):
    """The variables that a Pod gives a container.

    Attributes:
        known: names and values; the last value of a name counts.
        unresolved: the names of variables whose value is not known, each with its source, such as
            ``ConfigMap settings``.
        elsewhere: sources that may define further variables, of any name they may have.
        supposed: values that some of the unresolved variables have on a condition.
    """

    known: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[OpaqueSource, ...] = ()
    supposed: tuple[Supposed, ...] = ()

    # Written by hand, because it accepts more types than the fields have.
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
        """Return what would have to be known for the value of a name; None if that is known."""
        return need(name, dict(self.known), dict(self.unresolved), self.elsewhere)

    def as_supposed(self) -> Variables:
        """Return the variables on the assumption that all conditions in `supposed` hold."""
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
    """Return what would have to be known for the value of a name; None if that is known.

    Args:
        name: the name.
        known: the known values.
        unresolved: the source of each variable whose value is not known.
        elsewhere: sources that may define further variables.
    """
    if name in unresolved:
        return f"{name} of {unresolved[name]}"
    if name in known:
        return None
    found = next((x.says for x in elsewhere if x.may_give(name)), None)
    return None if found is None else f"{name} of {found}"


NO_VARIABLES = Variables()
