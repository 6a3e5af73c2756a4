"""Merging of one Compose file over another.

Source: compose-go v2.9.1 override/merge.go mergeYaml, loader/reset.go applyNullOverrides;
recorded ``merge_extends_anchors``.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from cmdresolve.starters.compose.schema import PLAIN_KEYS
from cmdresolve.starters.compose.shapes import OF_BUILD
from cmdresolve.starters.compose.values import (
    ComposeValue,
    Items,
    Leaf,
    Path,
    Place,
    Table,
    kind_of,
    refused,
)

_REPLACED = frozenset(("command", "entrypoint"))
_NAMES = frozenset(("depends_on", "networks", "models"))
_ENTRIES = frozenset(("environment",))
#: Keys whose value may be a text, a list or a mapping, in each file another: mergeToSequence.
_SEQUENCES = frozenset(
    "annotations dns dns_opt dns_search env_file extra_hosts label_file labels".split()
) | {"sysctls", "tmpfs"}
_SEQUENCES_OF_BUILD = frozenset(("additional_contexts", "extra_hosts", "labels"))
_LABELS = ("deploy", "labels")
_WITH_LABELS = (("networks",), ("volumes",))
# Merged by subnet, which no refusal depends on: mergeIPAMConfig.
_ADDRESSES = ("ipam", "config")
_SERVICE_DEPTH, _KEY_DEPTH = 2, 3


def merge(lower: ComposeValue, upper: ComposeValue, path: Path = ()) -> ComposeValue:
    """Return a value merged over an earlier one.

    Args:
        lower: the earlier value.
        upper: the later value.
        path: the path of both in the file.

    Raises:
        ComposeError: one is a mapping or a list and the other is not.
    """
    if path[:1] == ("services",) and len(path) >= _KEY_DEPTH:
        merged = _by_own_rule(lower, upper, path)
        if merged is not None:
            return merged
    elif path[0:1] in _WITH_LABELS and path[2:] == ("labels",):
        if path[0] == "volumes":
            _refuse_alike(lower, upper, path)
        return _merged_sequences(lower, upper, path)
    elif path[0:1] == ("networks",) and path[2:] == _ADDRESSES:
        return upper
    if isinstance(upper, Leaf) and upper.kind == "null":
        return lower
    if isinstance(lower, Leaf):
        return upper
    if kind_of(lower) != kind_of(upper):
        raise refused(upper.place, "cannot-override", f"cannot override {'.'.join(path)}")
    return _merged(lower, upper, path)


def _by_own_rule(lower: ComposeValue, upper: ComposeValue, path: Path) -> ComposeValue | None:
    """Merge two values of a service whose key has a rule of its own; None where it has none.

    Source: compose-go v2.9.1 override/merge.go mergeSpecials; asked of Compose 2.26 and 2.40.
    """
    key, inside = path[_SERVICE_DEPTH], path[_SERVICE_DEPTH:]
    if key == "build":
        return _merged_build(lower, upper, path)
    if len(inside) == 1 and key in _NAMES:
        return _laid_over(lower, _named(lower), _named(upper), path)
    if len(inside) == 1 and key in _ENTRIES:
        return merge_tables(_variables(lower), _variables(upper), path)
    if (len(inside) == 1 and key in _SEQUENCES) or inside == _LABELS:
        return _merged_sequences(lower, upper, path)
    plain = key in PLAIN_KEYS or key.startswith("x-")
    replaced = key in _REPLACED or not plain or _is_replaced(lower, upper, inside)
    return upper if replaced else None


def _merged_sequences(lower: ComposeValue, upper: ComposeValue, path: Path) -> ComposeValue:
    """Merge two values as sequences (mergeToSequence), or by key if both are mappings."""
    if isinstance(lower, Table) and isinstance(upper, Table):
        return merge_tables(lower, upper, path)
    return Items((*_sequence(lower), *_sequence(upper)), upper.place)


def _refuse_alike(lower: ComposeValue, upper: ComposeValue, path: Path) -> None:
    """Refuse labels of a volume of which two files write one alike.

    Merged they are a list, of which the schema wants no two entries alike; those of services and
    networks are made unique before it is asked (compose-go v2.0.2 and v2.9.1 override/merge.go,
    override/uncity.go; asked of Compose 2.40).

    Raises:
        ComposeError: there is one.
    """
    written = {x.text for x in _sequence(lower) if isinstance(x, Leaf)}
    if any(isinstance(x, Leaf) and x.text in written for x in _sequence(upper)):
        raise refused(upper.place, "schema", f"{'.'.join(path)} must be a mapping")


def _is_replaced(lower: ComposeValue, upper: ComposeValue, inside: Path) -> bool:
    """Say whether the later value replaces the earlier one, whatever kinds they are."""
    if inside == ("healthcheck", "test"):
        return True
    tables = isinstance(lower, Table) and isinstance(upper, Table)
    if inside[:1] == ("ulimits",) and len(inside) > 1:
        return not tables
    if inside == ("logging",) and isinstance(lower, Table) and isinstance(upper, Table):
        drivers = [x.entries.get("driver") for x in (lower, upper)]
        texts = [x.text for x in drivers if isinstance(x, Leaf)]
        return len(texts) > 1 and texts[0] != texts[1]
    return False


def _merged_build(lower: ComposeValue, upper: ComposeValue, path: Path) -> ComposeValue | None:
    """Merge two builds, or values in them; None where the key has no rule of its own."""
    inside = path[_KEY_DEPTH:]
    if not inside:
        return _laid_over(lower, _build(lower), _build(upper), path)
    if inside == ("args",):
        return merge_tables(_variables(lower), _variables(upper), path)
    if len(inside) == 1 and inside[0] in _SEQUENCES_OF_BUILD:
        return _merged_sequences(lower, upper, path)
    return None if inside[0] in OF_BUILD else upper


def _laid_over(written: ComposeValue, lower: Table, upper: Table, path: Path) -> Table:
    """Merge a mapping over an earlier one, of which Compose must have made a mapping.

    Args:
        written: the earlier value as it is written.
        lower: what is made of it.
        upper: the later mapping.
        path: the path of both in the file.

    Raises:
        ComposeError: it has made none, and adds an entry to it: ``assignment to entry in nil map``.
    """
    if upper.entries and not lower.entries and isinstance(written, Leaf):
        message = f"{'.'.join(path)}: assignment to entry in nil map"
        raise refused(written.place, "compose-fault", message, "write a list or a mapping here")
    return merge_tables(lower, upper, path)


def _merged(lower: ComposeValue, upper: ComposeValue, path: Path) -> ComposeValue:
    if isinstance(lower, Items) and isinstance(upper, Items):
        return Items((*lower.items, *upper.items), upper.place)
    if isinstance(lower, Table) and isinstance(upper, Table):
        return merge_tables(lower, upper, path)
    return upper


def merge_tables(lower: Table, upper: Table, path: Path = ()) -> Table:
    """Merge a mapping over an earlier one, entry by entry."""
    entries = dict(lower.entries)
    for key, value in upper.entries.items():
        entries[key] = merge(entries[key], value, (*path, key)) if key in entries else value
    missing = tuple(dict.fromkeys((*lower.missing, *upper.missing)))
    return Table(entries, upper.place, missing)


def _build(value: ComposeValue) -> Table:
    """Return ``build`` in its long form; empty for any other value (toBuild)."""
    if isinstance(value, Table):
        return value
    is_context = isinstance(value, Leaf) and value.kind == "string"
    return Table({"context": value} if is_context else {}, value.place)


def _sequence(value: ComposeValue) -> tuple[ComposeValue, ...]:
    """Return a value as a list: of ``NAME=value`` for a mapping, of one text, of none for a number.

    A name without a value stands alone.

    Source: compose-go v2.9.1 override/merge.go convertIntoSequence.
    """
    if isinstance(value, Table):
        leaves = ((key, x) for key, x in value.entries.items() if isinstance(x, Leaf))
        return tuple(
            evolve(x, kind="string", text=key if x.kind == "null" else f"{key}={x.text}")
            for key, x in leaves
        )
    return () if isinstance(value, Leaf) and value.kind != "string" else _several(value)


def _several(value: ComposeValue) -> tuple[ComposeValue, ...]:
    return value.items if isinstance(value, Items) else (value,)


def _named(value: ComposeValue) -> Table:
    """Return a list of names as a mapping with empty values, a scalar as an empty one.

    Source: compose-go v2.9.1 override/merge.go convertIntoMapping.
    """
    if isinstance(value, Table):
        return value
    items = value.items if isinstance(value, Items) else ()
    leaves = (item for item in items if isinstance(item, Leaf))
    return Table({leaf.text: Leaf("null", "", leaf.place) for leaf in leaves}, value.place)


def _variables(value: ComposeValue) -> Table:
    """Return variables as a mapping, whatever form they are given in: none for null or a number.

    Compose writes both of the merged values as lists (mergeToSequence).
    """
    return value if isinstance(value, Table) else _table(_sequence(value), value.place)


def as_table(value: ComposeValue) -> ComposeValue:
    """Return a list of ``NAME=value`` as a mapping; a name alone has the value null."""
    return _table(value.items, value.place) if isinstance(value, Items) else value


def _table(items: Iterable[ComposeValue], place: Place) -> Table:
    entries: dict[str, ComposeValue] = {}
    for item in items:
        if isinstance(item, Leaf):
            name, equals, text = item.text.partition("=")
            entries[name] = Leaf("string" if equals else "null", text, item.place)
    return Table(entries, place)


def without(value: Table, paths: Iterable[Path], at: Path = ()) -> Table:
    """Return a mapping without the values at some paths, in which ``*`` is any key.

    Source: compose-go v2.9.1 loader/reset.go applyNullOverrides. It takes nothing out of lists.
    """
    patterns = [path for path in paths if len(path) > len(at)]
    if not patterns:
        return value
    entries: dict[str, ComposeValue] = {}
    for key, entry in value.entries.items():
        path = (*at, key)
        if any(_matches(path, pattern) for pattern in patterns):
            continue
        entries[key] = without(entry, patterns, path) if isinstance(entry, Table) else entry
    return evolve(value, entries=entries)


def _matches(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        part in ("*", own) for own, part in zip(path, pattern, strict=True)
    )
