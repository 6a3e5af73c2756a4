"""Paths of ``env_file`` and ``label_file``, made relative to the project's folder.

Source: compose-go v2.9.1 paths/resolve.go ResolveRelativePaths, loader/include.go ApplyInclude,
loader/extends.go getExtendsBaseFromFile; asked of Compose 2.26 and 2.40.
"""

from __future__ import annotations

import posixpath

from attrs import evolve

from cmdresolve.starters.compose.values import ComposeValue, Items, Table

_KEYS = frozenset(("env_file", "label_file"))


def from_folder(table: Table, folder: str) -> Table:
    """Return a file with the paths of its services' files relative to the project's folder.

    Args:
        table: the file.
        folder: what the file's paths are relative to: the folder of an included project, or of the
            file itself where it is only extended.
    """
    services = table.entries.get("services")
    if not folder or not isinstance(services, Table):
        return table
    changed = {
        name: evolve(one, entries={**one.entries, **_paths(one, folder)})
        for name, one in services.entries.items()
        if isinstance(one, Table) and not _KEYS.isdisjoint(one.entries)
    }
    if not changed:
        return table
    services = evolve(services, entries={**services.entries, **changed})
    return evolve(table, entries={**table.entries, "services": services})


def _paths(service: Table, folder: str) -> dict[str, ComposeValue]:
    return {key: _moved(service.entries[key], folder) for key in _KEYS & service.entries.keys()}


def _moved(value: ComposeValue, folder: str) -> ComposeValue:
    if isinstance(value, Items):
        return evolve(value, items=tuple(_moved(item, folder) for item in value.items))
    if isinstance(value, Table):
        path = value.entries.get("path")
        moved = {} if path is None else {"path": _moved(path, folder)}
        return evolve(value, entries={**value.entries, **moved})
    if value.kind != "string" or not value.text or value.text.startswith("~"):
        return value
    return evolve(value, text=posixpath.normpath(posixpath.join(folder, value.text)))
