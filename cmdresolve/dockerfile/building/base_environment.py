"""The environment of a base that a mapping cannot hold: without an equals sign, or a name twice.

Engines store such entries and builders hand them on, each in its place. What a variable is worth is
said by the last entry of its name. Asked of Docker 20.10 and 28.5 and Podman 5.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmdresolve.dialects.builders.builder import Storing
from cmdresolve.model.go_text import replace_invalid


def odd_entries(env: Sequence[str]) -> tuple[str, ...] | None:
    """Return the entries of an environment, or None if a mapping can hold them."""
    names = {entry.partition("=")[0] for entry in env if "=" in entry}
    return None if len(names) == len(env) else tuple(env)


def values_of(entries: Iterable[str]) -> dict[str, str]:
    """Return the variables that entries are; of several of one name, the last."""
    return dict(entry.partition("=")[::2] for entry in entries)


def has(entries: Iterable[str], name: str, storing: Storing) -> bool:
    """Say whether an entry of a name is there."""
    return any(_is_named(entry, name, storing) for entry in entries)


def with_variables(
    entries: Iterable[str],
    pairs: Iterable[tuple[str, str]],
    storing: Storing,
    renewed: frozenset[str],
) -> tuple[str, ...]:
    """Return the entries after an ENV.

    Args:
        entries: those before it.
        pairs: the names and values that it sets.
        storing: what the builder writes.
        renewed: the names that the stage has set before.
    """
    found = list(entries)
    for name, value in pairs:
        if storing.renewed_last and name not in renewed:
            found = [entry for entry in found if not _is_named(entry, name, storing)]
            renewed |= {name}
        own = f"{name}={value}"
        places = (at for at, entry in enumerate(found) if _is_named(entry, name, storing))
        first = next(places, None)
        if first is None:
            found.append(own)
        else:
            found[first] = own
    return tuple(found)


def stored_entries(entries: Iterable[str]) -> tuple[str, ...]:
    """Return the entries as they are written into an image."""
    return tuple(map(replace_invalid, entries))


def nameless(entries: Iterable[str]) -> str | None:
    """Return the first entry without a name, or None."""
    return next((entry for entry in entries if not entry.partition("=")[0]), None)


def _is_named(entry: str, name: str, storing: Storing) -> bool:
    return entry.startswith(f"{name}=") or (storing.bare_names and entry == name)
