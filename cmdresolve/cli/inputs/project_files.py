"""The files of a Compose project on disk, and the files that they name.

Nothing is opened but what Compose opens: the files of the project, what `extends` and `include`
in them name, and files of variables.
Source: docker/compose v2.40.3 cmd/compose/compose.go toProjectOptions; compose-go v2.9.1
cli/options.go WithConfigFileEnv, WithDefaultConfigPath, WithEnvFiles.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Hashable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cmdresolve.cli.inputs.files import COMPOSE_FILES, InputError, read_bytes, shown
from cmdresolve.cli.inputs.readings import ProjectReading, Readings
from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import byte_place
from cmdresolve.model.trace import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmdresolve.dialects import Engine
    from cmdresolve.starters.compose import ComposeRun, ServiceCommand
    from cmdresolve.starters.compose.service import ProjectReader
    from cmdresolve.starters.yaml_nodes import LazyDocuments

# The first existing one is merged over a file that `docker compose` finds by itself.
_OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
_ENV_FILE = ".env"
# compose-go v2.9 types/project.go, WithProfiles: an asterisk enables every service.
_EVERY_PROFILE = ("*",)
_FILES, _SEPARATOR = "COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR"
_ENV_FILES, _NO_ENV_FILE = "COMPOSE_ENV_FILES", "COMPOSE_DISABLE_ENV_FILE"


class ProjectOptions(NamedTuple):
    """The options of ``docker compose`` before its command.

    Attributes:
        files: the files of ``-f``; none if it looks for them by itself.
        directory: the folder of ``--project-directory``, or None.
        name: the name of ``-p``, or None.
        env_files: the files of ``--env-file``.
        profiles: those of ``--profile``.
    """

    files: tuple[str, ...] = ()
    directory: str | None = None
    name: str | None = None
    env_files: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


class Beside(Mapping[str, str]):
    """The texts of a folder's files by relative path, each read when it is used.

    Args:
        folder: the folder.
        texts: texts in place of those of some files.
    """

    def __init__(self, folder: str, texts: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._texts = texts or {}
        self._hidden = frozenset({_ENV_FILE} if _is_set(_NO_ENV_FILE) else ())
        self._read: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._read:
            real = os.path.join(self._folder, path)  # noqa: PTH118 - as elsewhere in the command line
            if path in self._hidden or not os.path.isfile(real):  # noqa: PTH113 - same
                raise KeyError(path)
            self._read[path] = self._texts[path] if path in self._texts else read_text(real)
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class ProjectFiles:
    """The files of a project, named by one of them or by options.

    Args:
        path: the file that was named; its folder is the project's.
        text: its text.
        options: the options of ``docker compose``.
        texts: texts in place of those of some files, by the names of sources.
        limits: how much they may take.
        readings: the projects that were read before.
    """

    def __init__(
        self,
        path: str,
        text: str,
        options: ProjectOptions | None = None,
        texts: Mapping[str, str] | None = None,
        *,
        limits: Limits = DEFAULT_LIMITS,
        readings: Readings | None = None,
    ) -> None:
        self._limits = limits
        self._readings = Readings() if readings is None else readings
        self._texts = texts or {}
        self._options = ProjectOptions() if options is None else options
        folder = os.path.dirname(path)  # noqa: PTH120 - as above
        self.folder = folder if self._options.directory is None else self._options.directory
        self.beside: Mapping[str, str] = Beside(self.folder, texts)
        self._environment_names_others = False
        self.files = [(shown(path) if path == "-" else _from(self.folder, path), text)]
        self.files += [
            (_from(self.folder, name), read_text(name)) for name in self._others(path, folder)
        ]
        self._unchanged = tuple(self.files)
        self.files = [(name, self._texts.get(name, written)) for name, written in self.files]

    def service(
        self, name: str, *, run: ComposeRun | None = None, engine: str | Engine | None = None
    ) -> ServiceCommand:
        """Read a service.

        Args:
            name: its name.
            run: the arguments of ``docker compose run``, or None.
            engine: which Compose reads the files; None for the newest that was recorded.

        Raises:
            CmdResolveError: Compose refuses the files, or has no such service.
        """
        profiles = self._options.profiles
        narrow = self._narrowed(name, engine)
        if narrow is not None:
            with suppress(CmdResolveError):
                return self._reader(profiles, engine, {self.files[0]: narrow}).service(name, run)
        key = self._key(tuple(self.files), profiles, engine)
        found = self._readings.reading(
            key, self._texts, lambda: ProjectReading(self._reader(profiles, engine), self.beside)
        )
        command = found.reader.service(name, run)
        self.beside = found.beside
        return command

    def enabled(self, engine: str | None = None) -> Sequence[ServiceCommand]:
        """Read the enabled services.

        Args:
            engine: which Compose reads the files; None for the newest that was recorded.

        Raises:
            CmdResolveError: Compose refuses the files.
        """
        return self._reader(self._options.profiles, engine).enabled()

    def services(self) -> dict[str, ServiceCommand]:
        """Read all services, enabled or not, loading the files once.

        Raises:
            CmdResolveError: Compose refuses the files.
        """
        key = self._key(tuple(self.files), _EVERY_PROFILE, None)
        found = self._readings.reading(
            key,
            self._texts,
            lambda: ProjectReading(self._reader(_EVERY_PROFILE, None), self.beside),
        )
        return {one.service: one for one in found.reader.enabled()}

    def _key(
        self, files: tuple[tuple[str, str], ...], profiles: tuple[str, ...], engine: object
    ) -> Hashable:
        return self.folder, files, self._options, profiles, engine, self._limits

    def _reader(
        self,
        profiles: tuple[str, ...],
        engine: str | Engine | None,
        parsed: dict[tuple[str, str], LazyDocuments] | None = None,
    ) -> ProjectReader:
        from cmdresolve.starters.compose.project import ProjectInputs  # noqa: PLC0415 - its extra
        from cmdresolve.starters.compose.service import ProjectReader  # noqa: PLC0415 - same

        given = self._given()
        inputs = ProjectInputs(
            process=given["env"],
            beside=self.beside,
            env_files=given["env_files"],
            name=given["project_name"],
            folder=given["folder"],
            profiles=profiles,
            complete=True,
            is_folder=lambda path: os.path.isdir(os.path.join(self.folder, path)),  # noqa: PTH112, PTH118 - as elsewhere in the command line
            limits=self._limits,
        )
        return ProjectReader(self.files, inputs, engine, parsed)

    def _narrowed(self, name: str, engine: str | Engine | None) -> LazyDocuments | None:
        """Parse a changed file only as far as a service needs, if nothing else in it has changed.

        That needs the unchanged file to have been read before.
        """
        if len(self.files) != 1 or self._unchanged[0] == self.files[0]:
            return None
        key = self._key(self._unchanged, self._options.profiles, engine)
        before = self._readings.known(key, self._texts)
        if before is None or not before.reader.is_accepted:
            return None
        from cmdresolve.starters.compose.narrowing import narrowed  # noqa: PLC0415 - its extra

        file, after = self.files[0]
        return narrowed(self._unchanged[0][1], after, name, file, self._limits)

    def _given(self) -> dict[str, Any]:
        """Return what the project is loaded with, besides its files."""
        return {
            "env": os.environ,
            "beside": self.beside,
            "env_files": _env_files(self._options, self.folder),
            "project_name": self._options.name,
            "folder": os.path.basename(os.path.abspath(self.folder or ".")),  # noqa: PTH100, PTH119 - same
        }

    def notes(self) -> Iterator[Note]:
        """Return notes on files that were read with the named one, or not."""
        read = dict.fromkeys((*(name for name, _ in self.files[1:]), *self.beside))
        if read:
            yield Note("files-read", f"{self.files[0][0]} was read with {', '.join(read)}")
        if self._environment_names_others:
            message = f"{_FILES} names other files: docker compose reads those where no -f is given"
            yield Note("other-files", message)

    def _others(self, path: str, folder: str) -> Sequence[str]:
        """Return the files that are merged over the named one."""
        if self._options.files:
            return self._options.files[1:]
        named = _by_environment(folder, self._options, self.beside)
        if named is not None:
            same = [os.path.abspath(name) == os.path.abspath(path) for name in named]  # noqa: PTH100 - same
            if same[:1] == [True]:
                return named[1:]
            self._environment_names_others = True
            return ()
        if os.path.basename(path) not in COMPOSE_FILES:  # noqa: PTH119 - same
            return ()
        found = (os.path.join(folder, name) for name in _OVERRIDES)  # noqa: PTH118 - same
        return next(([name] for name in found if os.path.isfile(name)), [])  # noqa: PTH113 - same


def named_file(options: ProjectOptions) -> str:
    """Return the path of the first file of a project: that of ``-f``, or the one that is found.

    ``docker compose`` looks in the project's folder and then in the folders above it.

    Raises:
        InputError: there is no such file.
    """
    if options.files:
        return options.files[0]
    folder = options.directory or ""
    named = _by_environment(folder, options, Beside(folder))
    if named:
        return named[0]
    above = os.path.abspath(folder)  # noqa: PTH100 - as above
    while True:
        for name in COMPOSE_FILES:
            path = os.path.join(folder, name)  # noqa: PTH118 - same
            if os.path.isfile(path):  # noqa: PTH113 - same
                return path
        if above == os.path.dirname(above):  # noqa: PTH120 - same
            raise InputError(
                "no Compose file is here",
                code="no-input",
                hint="name it: docker compose -f FILE …, or cmdresolve FILE SERVICE",
            )
        above, folder = os.path.dirname(above), os.path.join(folder, "..")  # noqa: PTH118, PTH120 - same


def _from(folder: str, path: str) -> str:
    start = folder or "."
    return posixpath.normpath(os.path.relpath(path, start)) if start != "." else path


def _by_environment(
    folder: str, options: ProjectOptions, beside: Mapping[str, str]
) -> list[str] | None:
    """Return the files that ``COMPOSE_FILE`` names, in the environment or in ``.env``."""
    start, variables = "", dict(os.environ)
    if _FILES not in variables:
        start, variables = folder, _variables(folder, options, beside)
    if _FILES not in variables:
        return None
    separator = variables.get(_SEPARATOR) or os.pathsep
    return [os.path.join(start, name) for name in variables[_FILES].split(separator)]  # noqa: PTH118 - same


def _variables(folder: str, options: ProjectOptions, beside: Mapping[str, str]) -> dict[str, str]:
    from cmdresolve.starters.compose import project_variables  # noqa: PLC0415 - its extra

    # A missing file is an error when the project is loaded.
    files = _env_files(options, folder) or (_ENV_FILE,)
    texts = [(name, beside[name]) for name in files if name in beside]
    found = project_variables(texts, (_FILES, _SEPARATOR), env=os.environ)
    return {name: value for name, value in found.items() if value is not None}


def _env_files(options: ProjectOptions, folder: str) -> tuple[str, ...]:
    named = options.env_files
    if not named:
        named = tuple(filter(None, os.environ.get(_ENV_FILES, "").split(",")))
    return tuple(_from(folder, name) for name in named)


def read_text(path: str) -> str:
    """Read a file of text.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    return as_text(read_bytes(path), path)


def as_text(data: bytes, name: str) -> str:
    """Decode a file's text.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not UTF-8: {byte_place(data, error.start)} of it",
            code="not-text",
            hint="save it as UTF-8",
        ) from None


def _is_set(name: str) -> bool:
    try:
        return name in os.environ and parse_bool(os.environ[name])
    except FlagValueError as error:
        raise InputError(f"{name}: {error}", code="bad-usage") from None
