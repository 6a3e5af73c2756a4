"""Tables of flags as data: which version of which command takes which flag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeAlias, TypeVar

from cmdresolve.dialects.version import Version
from cmdresolve.model.record import NamedTuple
from cmdresolve.starters.command_line.pflag import Flag

Check: TypeAlias = Callable[[str], object]
_Value = TypeVar("_Value")

#: The kind of a flag that is true without a value.
BOOL = "bool"


class Row(NamedTuple):
    """Some flags of one kind.

    Attributes:
        since: the first version that has them, or has them of this kind.
        command: the one command that takes them, or an empty text for all.
        kind: the name of the kind of their values.
        names: their names, between blanks, each with its letter after a slash.
    """

    since: Version
    command: str
    kind: str
    names: str


class SinceVersion(NamedTuple, Generic[_Value]):
    """The entries of a table that are new, or other, from one version on.

    Attributes:
        since: the first version it holds for.
        values: by name.
    """

    since: Version
    values: Mapping[str, _Value]


def at(values: Iterable[SinceVersion[_Value]], version: Version) -> dict[str, _Value]:
    """Return the entries of a table at a version: of each name the newest not above it."""
    found: dict[str, _Value] = {}
    for one in values:
        if one.since <= version:
            found.update(one.values)
    return found


def newest(values: Iterable[tuple[Version, _Value]], version: Version) -> _Value:
    """Return the last of some values whose version is not above `version`."""
    return [value for since, value in values if since <= version][-1]


def flags_of(
    rows: Iterable[Row], checks: Mapping[str, Check | None], version: Version, command: str = ""
) -> Iterator[Flag]:
    """Return the flags of a command at a version, each with the check of its kind."""
    for row in rows:
        if row.since <= version and row.command in ("", command):
            for entry in row.names.split():
                name, _, letter = entry.partition("/")
                yield Flag(name, letter, checks[row.kind], row.kind == BOOL)
