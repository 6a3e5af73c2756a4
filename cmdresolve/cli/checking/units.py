"""The units to check under some paths: each Dockerfile, service and container."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from cmdresolve.cli.inputs.files import Input, InputError, not_read, read_input
from cmdresolve.cli.inputs.project_files import as_text
from cmdresolve.cli.inputs.services import service_names
from cmdresolve.cli.inputs.standard_input import Typed
from cmdresolve.cli.recognising.kinds import COMPOSE, DOCKERFILE, MANIFEST, Kind
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.record import NamedTuple

#: Folders with code of others, or with generated files.
_PASSED_OVER = frozenset("node_modules vendor venv __pycache__ site-packages".split())
#: The one hidden folder in which people keep a Dockerfile of their own.
_LOOKED_INTO = ".devcontainer"
_NAMES = ("*dockerfile*", "*containerfile*", "*.yaml", "*.yml")
_READ = (DOCKERFILE, COMPOSE, MANIFEST)
_WANTED = "a Dockerfile, a Compose file or a manifest"


class Unit(NamedTuple):
    """Something that starts by itself.

    Attributes:
        path: the file.
        part: the service or the container; empty for a whole file.
        error: the error that it cannot be read for, or None.
    """

    path: str
    part: str = ""
    error: CmdResolveError | None = None


def units(
    paths: Iterable[str],
    exclude: Iterable[str] = (),
    typed: Typed = Typed(),  # noqa: B008 - frozen
    unread: list[str] | None = None,
) -> Iterator[Unit]:
    """Return the units under some paths.

    Args:
        paths: files, which must be readable and of a kind that is read, ``-`` for standard input,
            and folders, in which all else is passed over. One that is named twice counts once.
        exclude: patterns of paths below folders that are passed over too.
        typed: what standard input had, if it is among the paths.
        unread: gets a text for each file and folder below these that may not be read.

    Raises:
        InputError: a path that is named cannot be read, or is of no kind that is checked.
    """
    search = _Search(tuple(exclude), [] if unread is None else unread)
    for path in dict.fromkeys(paths):
        if path != "-" and os.path.isdir(path):  # noqa: PTH112 - pathlib costs more than the look
            for found in search.files(path):
                given = search.readable(found)
                if given is not None:
                    yield from _parts(given)
            continue
        given = (
            Input(path, b"", Kind("archive", "an archive"))
            if path == "-" and typed.stored is not None
            else read_input(path, typed.data)
        )
        if given.kind not in _READ:
            raise not_read(given, _WANTED)
        yield from _parts(given)


class _Search:
    """A search below folders.

    Args:
        exclude: patterns of paths to pass over.
        unread: gets what may not be read.
    """

    def __init__(self, exclude: tuple[str, ...], unread: list[str]) -> None:
        self._exclude = exclude
        self._unread = unread

    def readable(self, path: str) -> Input | None:
        """Return a file that was found, or None if it is not of a kind that is checked."""
        # A link that leads nowhere is nobody's input; what its owner keeps to himself may be one.
        if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110 - as above
            self._unread.append(f"{path}: {os.strerror(errno.EACCES)}")
            return None
        try:
            given = read_input(path)
        except InputError:
            return None
        return given if given.kind in _READ else None

    def files(self, folder: str) -> Iterator[str]:
        """Yield the files under a folder in order; links to folders are not followed."""
        for above, folders, names in os.walk(folder, onerror=self._note):
            folders[:] = sorted(
                name
                for name in folders
                if name == _LOOKED_INTO or not (name.startswith(".") or name in _PASSED_OVER)
            )
            for name in sorted(names):
                path = os.path.normpath(os.path.join(above, name))  # noqa: PTH118 - as above
                wanted = any(fnmatch(name.lower(), pattern) for pattern in _NAMES)
                if wanted and not any(fnmatch(path, pattern) for pattern in self._exclude):
                    yield path

    def _note(self, error: OSError) -> None:
        self._unread.append(f"{os.path.normpath(error.filename)}: {error.strerror}")


def _parts(given: Input) -> Iterator[Unit]:
    if given.kind is DOCKERFILE:
        yield Unit(given.path)
        return
    try:
        text = as_text(given.data, given.shown)
        names = list(
            service_names([(given.shown, text)])
            if given.kind is COMPOSE
            else _container_names(text, given.shown)
        )
    except CmdResolveError as error:
        yield Unit(given.path, error=error)
        return
    for name in names:
        yield Unit(given.path, name)


def _container_names(text: str, name: str) -> Iterable[str]:
    from cmdresolve.starters.kubernetes import container_names  # noqa: PLC0415 - for a manifest only

    return container_names(text, name=name)
