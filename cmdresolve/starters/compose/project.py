"""The files of a Compose project, loaded and merged as Compose does it.

Source: compose-go v2.9.1 loader/loader.go loadYamlModel, loader/include.go,
interpolation/interpolation.go; v2.0.2 where it differs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as MappingOf
from contextlib import suppress

from attrs import evolve, field, frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.model.argument_types import (
    check_mapping,
    check_names,
    check_switch,
    check_text,
    check_texts,
)
from cmdresolve.model.errors import ComposeError, YamlError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, check_limits
from cmdresolve.model.source import Source, Span
from cmdresolve.model.trace import Note
from cmdresolve.starters.compose.canonical import check as check_canonical
from cmdresolve.starters.compose.environment import (
    PROJECT_NAME,
    USUAL_FILE,
    Environment,
    Variable,
    project_name,
)
from cmdresolve.starters.compose.extending import BaseServices, Extender
from cmdresolve.starters.compose.folders import from_folder
from cmdresolve.starters.compose.including import Where, joined
from cmdresolve.starters.compose.merging import merge, merge_tables, without
from cmdresolve.starters.compose.schema import check as check_schema
from cmdresolve.starters.compose.substitution import Substituter
from cmdresolve.starters.compose.values import (
    ComposeValue,
    Items,
    Leaf,
    Path,
    Place,
    ReadDocument,
    Table,
    read_document,
    refused,
)
from cmdresolve.starters.yaml_nodes import (
    Document,
    LazyDocuments,
    Mapping,
    Scalar,
    each_document,
    mapping_value,
)

File = tuple[str, str]

_COMMANDS = frozenset(("command", "entrypoint"))
# What stands for no file of variables, also where the project is read on Windows.
_NO_FILE = "/dev/null"


class Files:
    """The texts of a project's files and of those they may name, by path, fetched when used."""

    def __init__(self, beside: MappingOf[str, str], limits: Limits) -> None:
        self._beside = beside
        self._limits = limits
        self._paths = {posixpath.normpath(path): path for path in beside}
        self.read: dict[str, str] = {}
        self._own = 0

    def add(self, files: Sequence[File]) -> None:
        """Add the project's own files, which ``extends`` and ``include`` may name as well."""
        for name, text in files:
            self._limits.check("text", len(text), f"the length of {name}")
        self.read |= {posixpath.normpath(name): text for name, text in reversed(files)}
        self._own = len(self.read)

    def has_folder(self, path: str) -> bool:
        """Say whether a file is below a path, or the project is."""
        start = f"{path}/"
        below = any(name.startswith(start) for name in (*self._paths, *self.read))
        return below or not path.strip("./")

    def __contains__(self, path: str) -> bool:
        return path in self.read or self._paths.get(path, path) in self._beside

    def __getitem__(self, path: str) -> str:
        if path not in self.read:
            count = len(self.read) - self._own + 1
            self._limits.check("files", count, "how many files a project names")
            self.read[path] = self._beside[self._paths.get(path, path)]
            self._limits.check("text", len(self.read[path]), f"the length of {path}")
        return self.read[path]


@frozen
class Project:
    """A project, as its merged files describe it.

    Attributes:
        root: the merged file.
        missing: the files that ``include`` names and that were not given.
        notes: the warnings of Compose.
        profiles: the active profiles.
        env: the variables.
        files: the given files, by path.
        complete: whether a file that was not given does not exist.
        late: by service, a change that does not reach it: it extends another service of its file,
            and a later file changes that one's command. The other service, the later file and the
            place there.
    """

    root: Table
    missing: tuple[str, ...]
    notes: tuple[Note, ...]
    profiles: frozenset[str]
    env: Environment
    files: Files
    complete: bool
    late: MappingOf[str, tuple[str, str, Place]]


@frozen
class ProjectInputs:
    """What a project is loaded with, besides its files.

    Attributes:
        process: the variables of the process's environment.
        beside: the files that ``extends`` and ``include`` may name, and files of variables, by path
            from the project's folder.
        env_files: the files of ``--env-file``, used in place of ``.env``.
        name: the value of ``-p``, or None.
        folder: the name of the project's folder, or None where it is not known.
        profiles: the values of ``--profile``.
        complete: whether a file that is not in `beside` does not exist.
        is_folder: says whether there is a folder at a path, where a project is `complete`; None
            where there is none but those of the given files.
        limits: the limits on reading.
    """

    process: MappingOf[str, str] = field(factory=dict)
    beside: MappingOf[str, str] = field(factory=dict)
    env_files: tuple[str, ...] = ()
    name: str | None = None
    folder: str | None = None
    profiles: tuple[str, ...] = ()
    complete: bool = False
    is_folder: Callable[[str], bool] | None = None
    limits: Limits = DEFAULT_LIMITS

    def __attrs_post_init__(self) -> None:
        """Refuse mappings of wrong types: a list of pairs would be taken for no variables."""
        check_texts(self.process, "env")
        check_mapping(self.beside, "beside", '{"PATH": "text"}')
        check_names(self.beside, "beside")
        check_text(self.name, "project_name", "shop", optional=True)
        check_text(self.folder, "folder", "shop", optional=True)
        check_switch(self.complete, "complete")
        check_limits(self.limits)


class Loader:
    """Loads the files of one project.

    Args:
        compose: the version of Compose.
        given: what the project is loaded with.
        backwards: whether services are taken in reverse order. Compose's own order is random, that
            of a Go map (loader/extends.go ApplyExtends).
        parsed: documents of these files that were parsed before, to be used again.
    """

    def __init__(
        self,
        compose: Compose,
        given: ProjectInputs,
        *,
        backwards: bool = False,
        parsed: dict[File, LazyDocuments] | None = None,
    ) -> None:
        self.parsed: dict[File, LazyDocuments] = {} if parsed is None else parsed
        self._compose = compose
        self._given = given
        self._beside = Files(given.beside, given.limits)
        self._backwards = backwards
        self._missing: list[str] = []
        self._extending: dict[str, list[str]] = {}
        self._late: dict[str, tuple[str, str, Place]] = {}
        self._unset: dict[str, Note] = {}

    def load(self, files: Sequence[File]) -> Project:
        """Load the files and merge them in order.

        Raises:
            ComposeError: Compose refuses them.
            YamlError: one is not YAML.
        """
        self._beside.add(files)
        process = Environment(self._given.process, {}, self._given.limits)
        env = process.with_files(self._env_files(), self._compose)
        if self._compose.exports_env_files and env("") is not None:
            message = "setenv: invalid argument: a file of variables sets one without a name"
            raise ComposeError(message, code="env-file", stage="create")
        profiles = self._given.profiles or (env("COMPOSE_PROFILES") or "").split(",")
        written = self._written(files, env)
        named = project_name(env, self._given.name, written, self._given.folder)
        here = _Here(Where(), env.with_project(named))
        root = self._load(files, here, ())
        if root.entries and not named.value:
            message = "project name must not be empty"
            raise refused(root.place, "project-name", message, "add name: to the file, or pass -p")
        missing = tuple(dict.fromkeys(self._missing))
        active = frozenset(profile.strip() for profile in profiles)
        notes = tuple(self._unset.values())
        complete = self._given.complete
        return Project(root, missing, notes, active, here.env, self._beside, complete, self._late)

    def texts(self) -> tuple[str, ...]:
        """Return the texts of all files that were used."""
        return tuple(self._beside.read.values())

    def _env_files(self) -> list[File]:
        names = self._given.env_files
        if not names:
            names = (USUAL_FILE,) if USUAL_FILE in self._beside else ()
        for name in names:
            if posixpath.normpath(name) not in self._beside:
                message = f"couldn't find env file: {name}"
                raise ComposeError(message, code="no-env-file", stage="create")
        return [(name, self._beside[posixpath.normpath(name)]) for name in names]

    def _written(self, files: Sequence[File], env: Environment) -> Variable | None:
        """Return the ``name`` of the last file that has one, None where it cannot matter.

        The name is needed before the files are loaded, since they may use it as a variable. Faults
        of the files are left to be found then (compose-go v2.9.1 loader/loader.go projectName).
        """
        if self._given.name or env(PROJECT_NAME):
            return None
        found: tuple[Scalar, Source] | None = None
        for name, text in files:
            with suppress(YamlError):
                for document in self._documents_of(name, text) if "name" in text else ():
                    root = document.root
                    node = mapping_value(root, "name") if isinstance(root, Mapping) else None
                    if isinstance(node, Scalar) and node.text and (node.style or node.text != "~"):
                        found = node, document.source
        if found is None:
            return None
        node, source = found
        leaf = Leaf("string", node.text, Place(source, node.span), node)
        put = Substituter(self._compose, env, self._unset)(leaf, ("name",))
        text = put.text if isinstance(put, Leaf) else ""
        return Variable(text, f"name: in {source.name}")

    def _load(self, files: Sequence[File], here: _Here, included: tuple[str, ...]) -> Table:
        root = Table({}, Place(Source(files[0][0], files[0][1]), Span(0, 0)))
        for name, text in files:
            for read in self._documents(name, text, here, here.where.services):
                root = self._laid_over(root, read, name, here, (*included, name))
        return root

    def _documents(self, name: str, text: str, here: _Here, folder: str) -> Iterator[ReadDocument]:
        put_in = Substituter(self._compose, here.env, self._unset)
        for document in self._parsed(name, text):
            read = read_document(document, self._compose)
            entries = {key: put_in(value, (key,)) for key, value in read.table.entries.items()}
            yield evolve(read, table=from_folder(evolve(read.table, entries=entries), folder))

    def _documents_of(self, name: str, text: str) -> LazyDocuments:
        if (name, text) not in self.parsed:
            self.parsed[name, text] = LazyDocuments(each_document(text, name, self._given.limits))
        return self.parsed[name, text]

    def _parsed(self, name: str, text: str) -> Iterator[Document]:
        try:
            # Lazily: Compose checks a document in full before it parses the next, so a fault of the
            # first comes before a syntax error of the second.
            yield from self._documents_of(name, text)
        except YamlError as error:
            # The versions that follow aliases to find tags do so before they decode, and report the
            # cycle themselves (loader/reset.go checkForCycle).
            if self._compose.nested_alias or "contains itself" not in error.message:
                raise
            place = Place(error.source or Source(name, text), error.span or Span(0, 0))
            message = f"cycle detected: {error.message}"
            raise refused(place, "alias-cycle", message) from None

    def _laid_over(
        self, root: Table, read: ReadDocument, name: str, here: _Here, included: tuple[str, ...]
    ) -> Table:
        """Return the files so far with one more document merged over them.

        The order of the steps is that of compose-go v2.9.1 loader/loader.go loadYamlFile, since the
        first fault counts: extends, resets, includes, the merge, the schema, the long forms.
        """
        if self._compose.includes_first:
            whole = self._with_includes(read.table, read.resets, here, included)
            table = self._extended(evolve(read, table=whole), name, here)
        else:
            table = self._extended(read, name, here)
        root = without(root, read.resets)
        if not self._compose.includes_first:
            table = self._with_includes(table, read.resets, here, included)
        merged = merge_tables(root, table)
        check_schema(merged, self._compose)
        check_canonical(merged)
        return merged

    def _extended(self, read: ReadDocument, name: str, here: _Here) -> Table:
        table = read.table
        services = table.entries.get("services")
        if services is None:
            return table
        if not isinstance(services, Table):
            raise refused(services.place, "schema", "services must be a mapping")
        names = list(services.entries)
        self._note_bases(services, name)
        if self._backwards:
            names.reverse()

        def open_base(file: Leaf, extending: str) -> BaseServices:
            # The path in a project's file is relative to the project's folder, and the path in an
            # extended file to that file's own.
            start = here.where.folder if extending == name else posixpath.dirname(extending)
            return self._base(posixpath.normpath(posixpath.join(start, file.text)), file, here)

        done = Extender(self._compose, open_base).apply(services, name, read.resets, names)
        return evolve(table, entries={**table.entries, "services": done})

    def _note_bases(self, services: Table, file: str) -> None:
        """Record what extends what in a file, and which bases before it it changes (`late`)."""
        for name, service in services.entries.items():
            keys = set(service.entries) if isinstance(service, Table) else set()
            for extending in self._extending.get(name, ()) if keys & _COMMANDS else ():
                self._late.setdefault(extending, (name, file, service.place))
        for name, service in services.entries.items():
            base = service.entries.get("extends") if isinstance(service, Table) else None
            ref = base.entries.get("service") if isinstance(base, Table) else base
            if isinstance(ref, Leaf) and not (isinstance(base, Table) and "file" in base.entries):
                self._extending.setdefault(ref.text, []).append(name)

    def _base(self, path: str, file: Leaf, here: _Here) -> BaseServices:
        if path not in self._beside:
            self._check_missing(path, file.place)
            return BaseServices(None, path)
        table = Table({}, file.place)
        resets: tuple[Path, ...] = ()
        folder = here.where.base_services(path)
        for read in self._documents(path, self._beside[path], here, folder):
            resets = read.resets
            table = merge_tables(without(table, resets), read.table)
            check_canonical(table)
        services = table.entries.get("services")
        if not isinstance(services, Table):
            message = "no services section" if services is None else "services must be a mapping"
            raise refused(file.place, "cannot-extend", f"cannot extend from {path}: {message}")
        return BaseServices(dict(services.entries), path, resets)

    def _check_missing(self, path: str, place: Place) -> None:
        """Refuse a file that is known not to exist; a remote one may always exist."""
        if self._given.complete and ":/" not in path and not path.startswith("git@"):
            message = f"open {path}: no such file or directory"
            raise refused(place, "no-such-file", message)

    def _is_folder(self, path: str) -> bool:
        if not self._given.complete:
            return True
        asked = self._given.is_folder
        return self._beside.has_folder(path) if asked is None else asked(path)

    def _with_includes(
        self, table: Table, resets: tuple[Path, ...], here: _Here, included: tuple[str, ...]
    ) -> Table:
        include = table.entries.get("include")
        if include is None or (isinstance(include, Leaf) and include.kind == "null"):
            return table
        if not isinstance(include, Items):
            raise refused(include.place, "schema", "`include` must be a list")
        entries = {key: value for key, value in table.entries.items() if key != "include"}
        for item in include.items:
            for key, resources in self._included(item, here, included).entries.items():
                entries[key] = self._imported(entries.get(key), resources, key, resets)
        return evolve(table, entries=entries)

    def _imported(
        self, own: ComposeValue | None, resources: ComposeValue, key: str, resets: tuple[Path, ...]
    ) -> ComposeValue:
        """Return a file's resources with included ones added; same names are merged, or refused."""
        if own is None or key not in _IMPORTED:
            return resources if own is None and key in _IMPORTED else own or resources
        if not isinstance(own, Table) or not isinstance(resources, Table):
            return own
        entries = dict(own.entries)
        for name, value in resources.entries.items():
            above = entries.get(name)
            if above is None:
                entries[name] = value
            elif self._compose.overrides_included:
                reset = without(value, resets, (key, name)) if isinstance(value, Table) else value
                entries[name] = merge(reset, above, (key, name))
            elif above != value:
                message = f"{key}.{name} conflicts with imported resource"
                raise refused(above.place, "include-conflict", message)
        return evolve(own, entries=entries)

    def _included(self, item: ComposeValue, here: _Here, included: tuple[str, ...]) -> Table:
        """Return the merged files of an entry of ``include``, empty where one was not given."""
        nothing = Table({}, item.place)
        options = item.entries if isinstance(item, Table) else {"path": item}
        if isinstance(item, Items):
            raise refused(item.place, "schema", "an include is a mapping or a path")
        path = options.get("path")
        if path is None or (isinstance(path, Leaf) and path.kind == "null"):
            return nothing
        names = [here.where.path(name) for name in _texts(path, item)]
        if not names:
            return nothing
        given = _texts(options.get("env_file"), item)
        env_files = [here.where.env_path(name) for name in given if name != _NO_FILE]
        unknown = [name for name in (*names, *env_files) if name not in self._beside]
        if unknown:
            self._check_missing(unknown[0], item.place)
            self._missing += unknown
            return nothing
        if names[0] in included:
            raise refused(item.place, "include-cycle", "include cycle detected: " + names[0])
        base = options.get("project_directory")
        if isinstance(base, Items | Table):
            kind = "[]interface {}" if isinstance(base, Items) else "map[string]interface {}"
            message = "project_directory expected type 'string', got unconvertible type "
            raise refused(base.place, "schema", f"{message}'{kind}'", "write the name of a folder")
        named = base.text if isinstance(base, Leaf) and base.kind == "string" else None
        where = here.where.inside(names[0], named, self._is_folder)
        usual = joined(where.folder, USUAL_FILE)
        if not given and usual in self._beside:
            env_files = [usual]
        beside = [(name, self._beside[name]) for name in env_files]
        inside = _Here(where, here.env.with_files(beside, self._compose))
        return self._load([(name, self._beside[name]) for name in names], inside, included)


@frozen
class _Here:
    """The folders and variables of a project, or of one that it includes.

    Attributes:
        where: where its files are.
        env: its variables.
    """

    where: Where
    env: Environment


def _texts(value: ComposeValue | None, item: ComposeValue) -> list[str]:
    """Return one text, or the texts of a list, as a list."""
    if value is None or (isinstance(value, Leaf) and value.kind == "null"):
        return []
    leaves = value.items if isinstance(value, Items) else (value,)
    found = [x.text for x in leaves if isinstance(x, Leaf) and x.kind == "string"]
    if len(found) != len(leaves):
        raise refused(item.place, "schema", "an include names its path as a string")
    return found


_IMPORTED = frozenset(("services", "volumes", "networks", "secrets", "configs", "models"))
