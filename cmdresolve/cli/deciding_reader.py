"""The change of Compose that makes two of its versions answer differently."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from attrs import fields_dict

from cmdresolve import dialects
from cmdresolve.dialects.readers.compose import COMPOSES, Compose
from cmdresolve.dialects.version import show_version
from cmdresolve.published.deciding_fields import documented_fields

# The name of a record, and where it is described.
_NAMES = frozenset(("version", "citation", "verified"))


def reader_changes(
    outcome: Callable[[str], object], left: str, right: str
) -> tuple[tuple[str, str], ...]:
    """Return what Compose changed between two versions that changes an outcome.

    Args:
        outcome: what comes of the input, by the name of the Compose that reads it.
        left: the one engine.
        right: the other.

    Returns:
        For each release at which the outcome turns, what it changed: the release with the field of
        its record, and what that field is about. Nothing where another part of the two decides.
    """
    read = [dialects.engine(key).compose for key in (left, right)]
    versions = sorted(version for version in read if version is not None)
    if len(versions) < len(read) or versions[0] == versions[1]:
        return ()
    steps = [x for x in COMPOSES if versions[0] <= x.version <= versions[1]]
    keys = [f"compose@{show_version(record.version)}" for record in steps]
    ends = [outcome(keys[0]), outcome(keys[-1])]
    if any(outcome(key) not in ends for key in (left, right)) or ends[0] == ends[1]:
        # The engine that starts the container decides.
        return ()
    return tuple(
        (f"{key}: {name}", documented_fields(Compose).get(name, name))
        for (earlier, before), (after, key) in pairwise(zip(steps, keys, strict=True))
        if outcome(before) != outcome(key)
        for name in fields_dict(Compose)
        if name not in _NAMES and getattr(earlier, name) != getattr(after, name)
    )
