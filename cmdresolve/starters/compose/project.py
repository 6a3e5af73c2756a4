"""The files of a Compose project, read and laid over each other as Compose does.

Source: compose-go v2.9.1 loader/loader.go loadYamlModel, loader/include.go,
interpolation/interpolation.go; v2.0.2 where it differs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.go.text import lower
from cmdresolve.model.errors import YamlError
from cmdresolve.model.origin import InYaml
from cmdresolve.model.source import Source, Span
from cmdresolve.model.trace import Note
from cmdresolve.starters.compose import schema
from cmdresolve.starters.compose.extending import Base, Extender
from cmdresolve.starters.compose.interpolation import Interpolated, InterpolationError, interpolate
from cmdresolve.starters.compose.merging import merge_tables, without
from cmdresolve.starters.compose.places import inside
from cmdresolve.starters.compose.values import (
    Items,
    Leaf,
    Path,
    Place,
    Read,
    Table,
    Value,
    read_document,
    refused,
)
from cmdresolve.starters.yaml_nodes import Document, each_document, path_text

File = tuple[str, str]

_KEY_DEPTH = 3
_TRUE = frozenset(("true", "y", "yes", "on"))
_FALSE = frozenset(("false", "n", "no", "off"))


@frozen
class Project:
    """What the files say together.

    Attributes:
        root: the merged file.
        missing: the files that ``include`` names and nobody gave.
        notes: what Compose warns of.
    """

    root: Table
    missing: tuple[str, ...]
    notes: tuple[Note, ...]


class Loader:
    """Reads files of one project.

    Args:
        compose: the version of Compose.
        env: the variables.
        beside: the files that ``extends`` and ``include`` may name, by path.
        backwards: whether services are come to in the opposite order; Compose's is random.
    """

    def __init__(
        self,
        compose: Compose,
        env: Mapping[str, str],
        beside: Mapping[str, str],
        *,
        backwards: bool = False,
    ) -> None:
        self._compose = compose
        self._env = env
        self._beside = {posixpath.normpath(path): text for path, text in beside.items()}
        self._backwards = backwards
        self._missing: list[str] = []
        self._unset: dict[str, Note] = {}

    def load(self, files: Sequence[File]) -> Project:
        """Read the files, the later laid over the earlier.

        Raises:
            ComposeError: Compose refuses them.
            YamlError: one is no YAML.
        """
        for name, text in files:
            self._beside.setdefault(posixpath.normpath(name), text)
        root = self._load(files, "", ())
        return Project(root, tuple(dict.fromkeys(self._missing)), tuple(self._unset.values()))

    def _load(self, files: Sequence[File], folder: str, included: tuple[str, ...]) -> Table:
        root = Table({}, Place(Source(files[0][0], files[0][1]), Span(0, 0)))
        for name, text in files:
            for read in self._documents(name, text):
                root = self._laid_over(root, read, name, folder, (*included, name))
        return root

    def _documents(self, name: str, text: str) -> Iterator[Read]:
        for document in self._parsed(name, text):
            read = read_document(document, self._compose)
            entries = {k: self._interpolated(v, (k,)) for k, v in read.table.entries.items()}
            yield evolve(read, table=evolve(read.table, entries=entries))

    def _parsed(self, name: str, text: str) -> Iterator[Document]:
        try:
            # One is checked in full before the next is parsed.
            yield from each_document(text, name)
        except YamlError as error:
            # Where aliases are followed before anything is decoded, this is found otherwise.
            if self._compose.nested_alias or "contains itself" not in error.message:
                raise
            place = Place(error.source or Source(name, text), error.span or Span(0, 0))
            told = f"cycle detected: {error.message}"
            raise refused(place, "alias-cycle", told) from None

    def _laid_over(
        self, root: Table, read: Read, name: str, folder: str, included: tuple[str, ...]
    ) -> Table:
        table = self._extended(read, name, folder)
        root = without(root, read.resets)
        table = self._with_includes(table, folder, included)
        merged = merge_tables(root, table)
        schema.check(merged, self._compose)
        return merged

    def _extended(self, read: Read, name: str, folder: str) -> Table:
        table = read.table
        services = table.entries.get("services")
        if services is None:
            return table
        if not isinstance(services, Table):
            raise refused(services.place, "schema", "services must be a mapping")
        names = list(services.entries)
        if self._backwards:
            names.reverse()

        def open_base(file: Leaf, extending: str) -> Base:
            # The first file is looked for from the project's folder, one that it names from its.
            start = folder if extending == name else posixpath.dirname(extending)
            return self._base(posixpath.normpath(posixpath.join(start, file.text)), file)

        done = Extender(self._compose, open_base).apply(services, name, read.resets, names)
        return evolve(table, entries={**table.entries, "services": done})

    def _base(self, path: str, file: Leaf) -> Base:
        if path not in self._beside:
            return Base(None, path)
        table = Table({}, file.place)
        resets: tuple[Path, ...] = ()
        for read in self._documents(path, self._beside[path]):
            resets = read.resets
            table = merge_tables(without(table, resets), read.table)
        services = table.entries.get("services")
        if not isinstance(services, Table):
            told = "no services section" if services is None else "services must be a mapping"
            raise refused(file.place, "cannot-extend", f"cannot extend from {path}: {told}")
        return Base(dict(services.entries), path, resets)

    def _with_includes(self, table: Table, folder: str, included: tuple[str, ...]) -> Table:
        include = table.entries.get("include")
        if include is None or (isinstance(include, Leaf) and include.kind == "null"):
            return table
        if not isinstance(include, Items):
            raise refused(include.place, "schema", "`include` must be a list")
        entries = {key: value for key, value in table.entries.items() if key != "include"}
        for item in include.items:
            for key, resources in self._included(item, folder, included).entries.items():
                entries[key] = _imported(entries.get(key), resources, key)
        return evolve(table, entries=entries)

    def _included(self, item: Value, folder: str, included: tuple[str, ...]) -> Table:
        """Read what one entry of ``include`` names; nothing where nobody gave it."""
        nothing = Table({}, item.place)
        options = item.entries if isinstance(item, Table) else {"path": item}
        path = options.get("path")
        if path is None:
            return nothing
        paths = path.items if isinstance(path, Items) else (path,)
        names = [x.text for x in paths if isinstance(x, Leaf) and x.kind == "string"]
        if len(names) != len(paths) or not names:
            raise refused(item.place, "schema", "an include names its path as a string")
        names = [posixpath.normpath(posixpath.join(folder, name)) for name in names]
        unknown = [name for name in names if name not in self._beside]
        given = options.get("env_file")
        if given is not None:
            unknown.append(f"the env_file of {names[0]}")
        if unknown:
            self._missing += unknown
            return nothing
        if names[0] in included:
            raise refused(item.place, "include-cycle", "include cycle detected: " + names[0])
        base = options.get("project_directory")
        start = posixpath.dirname(names[0])
        if isinstance(base, Leaf):
            start = posixpath.normpath(posixpath.join(folder, base.text))
        return self._load([(name, self._beside[name]) for name in names], start, included)

    def _interpolated(self, value: Value, path: Path) -> Value:
        if isinstance(value, Table):
            entries = {k: self._interpolated(v, (*path, k)) for k, v in value.entries.items()}
            return evolve(value, entries=entries)
        if isinstance(value, Items):
            items = (self._interpolated(item, (*path, "[]")) for item in value.items)
            return evolve(value, items=tuple(items))
        if value.kind != "string":
            return value
        if "$" in value.text:
            value = self._replaced(value, path)
        if len(path) == _KEY_DEPTH and path[0] == "services" and path[-1] in schema.BOOLEAN_KEYS:
            return _as_boolean(value, path)
        return value

    def _replaced(self, leaf: Leaf, path: Path) -> Leaf:
        try:
            found = interpolate(leaf.text, self._env.get, self._compose)
        except InterpolationError as error:
            where = ".".join(path)
            if error.code == "interpolation":
                told = f"invalid interpolation format for {where}: {error}"
                hint = "you may need to escape any $ with another $"
            else:
                told, hint = f"error while interpolating {where}: {error}", None
            raise refused(inside(leaf, error.span), error.code, told, hint) from None
        self._note_unset(leaf, found, path)
        return evolve(leaf, text=found.text, sources=found.sources)

    def _note_unset(self, leaf: Leaf, found: Interpolated, path: Path) -> None:
        for name in found.unset:
            if name not in self._unset:
                told = f'The "{name}" variable is not set. Defaulting to a blank string.'
                origin = InYaml(leaf.place.source, path_text(path), leaf.place.span)
                self._unset[name] = Note("unset-variable", told, origin=origin)


def _as_boolean(leaf: Leaf, path: Path) -> Leaf:
    text = lower(leaf.text)
    if text not in _TRUE and text not in _FALSE:
        told = f"error while interpolating {'.'.join(path)}: invalid boolean: {leaf.text}"
        raise refused(leaf.place, "boolean", told)
    return evolve(leaf, kind="boolean", text="true" if text in _TRUE else "false")


def _imported(own: Value | None, resources: Value, key: str) -> Value:
    """Add what an included file has; what is there already must be the same."""
    if own is None or key not in _IMPORTED:
        return resources if own is None and key in _IMPORTED else own or resources
    if not isinstance(own, Table) or not isinstance(resources, Table):
        return own
    entries = dict(own.entries)
    for name, value in resources.entries.items():
        if name in entries and entries[name] != value:
            told = f"{key}.{name} conflicts with imported resource"
            raise refused(entries[name].place, "include-conflict", told)
        entries.setdefault(name, value)
    return evolve(own, entries=entries)


_IMPORTED = frozenset(("services", "volumes", "networks", "secrets", "configs", "models"))
