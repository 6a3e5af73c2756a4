"""Tables of flags by version and command, and their lookup at one version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeAlias, TypeVar

from cmdresolve.dialects.version import Version
from cmdresolve.model.record import NamedTuple
from cmdresolve.starters.command_line.pflag import Flag

Check: TypeAlias = Callable[[str], object]
_Value = TypeVar("_Value")

#: The kind of a flag that means ``true`` where it has no value.
BOOL = "bool"
#: The kind of a flag of any value that may be given only once.
SINGLE = "single"


class Row(NamedTuple):
    """Flags of one kind that came with one version.

    Attributes:
        since: the first version that has them, or has them as this kind.
        command: the one command that takes them, or an empty text for all.
        kind: the kind of their values, a key of the table of checks.
        names: their names, separated by blanks, each ``name`` or ``name/letter``.
    """

    since: Version
    command: str
    kind: str
    names: str


class SinceVersion(NamedTuple, Generic[_Value]):
    """The entries of a table that came, or changed, with one version.

    Attributes:
        since: that version.
        values: the entries by name.
    """

    since: Version
    values: Mapping[str, _Value]


def at(values: Iterable[SinceVersion[_Value]], version: Version) -> dict[str, _Value]:
    """Return the entries of a table at a version: for each name the newest up to that version."""
    found: dict[str, _Value] = {}
    for one in values:
        if one.since <= version:
            found.update(one.values)
    return found


def newest(values: Iterable[tuple[Version, _Value]], version: Version) -> _Value:
    """Return the newest value up to `version`; `values` ascend by version."""
    return [value for since, value in values if since <= version][-1]


def flags_of(
    rows: Iterable[Row], checks: Mapping[str, Check | None], version: Version, command: str = ""
) -> Iterator[Flag]:
    """Return the flags of a command at a version, each with the check of its kind."""
    for row in rows:
        if row.since <= version and row.command in ("", command):
            for entry in row.names.split():
                name, _, letter = entry.partition("/")
                kind = row.kind
                yield Flag(name, letter, checks[kind], kind == BOOL, kind == SINGLE)
