"""Named images in an engine that several processes may be asking at once.

A Dockerfile names its bases, and names are global in an engine.  A shelf gives one process at a
time the engine to itself and puts exactly the names it needs there; what stands on it is written
down in the lock's own file, so the next process knows what it finds.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, TextIO

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PATIENCE = 600.0
_PAUSE = 0.02


class Shelf:
    """The names put into one engine, shared by all processes that ask it."""

    def __init__(self, socket: Path, store: str) -> None:
        """Take the engine behind `socket`; `store` tells one image store from another."""
        self._path = _lock_path(socket)
        self._store = store
        self._file: TextIO | None = None
        self._names: dict[str, str] = {}

    @property
    def images(self) -> frozenset[str]:
        """The ids of the images that have a name here."""
        return frozenset(self._names.values())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes off this engine's names.

        Raises:
            OracleError: another process kept the engine for ten minutes, or what lies in the
                place of the lock is no file of ours.
        """
        # No link is followed: what it leads to would be written over.
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            number = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise OracleError(f"cannot lock {self._path}: {error.strerror}") from None
        with open(number, "r+", encoding="utf-8") as file:  # noqa: PTH123 - it is open
            _lock(file, self._path)
            self._file = file
            try:
                self._names = self._written(file)
                yield
            finally:
                self._file = None

    def arrange(
        self,
        names: Mapping[str, str],
        *,
        tag: Callable[[str, str], None],
        untag: Callable[[str], None],
    ) -> None:
        """Make `names` (reference: image id) the names on the shelf, moving as few as possible."""
        for reference, image in names.items():
            if self._names.get(reference) != image:
                tag(image, reference)
                self._names[reference] = image
        # Only now: an image whose last name goes is gone, and it may have been given a new one.
        for reference in [name for name in self._names if name not in names]:
            untag(reference)
            del self._names[reference]
        self._write()

    def _written(self, file: TextIO) -> dict[str, str]:
        file.seek(0)
        try:
            kept = json.loads(file.read() or "{}")
        except ValueError:
            return {}
        return dict(kept["names"]) if kept.get("engine") == self._store else {}

    def _write(self) -> None:
        if self._file is None:
            raise OracleError("a shelf is arranged by the process that has it to itself")
        self._file.seek(0)
        self._file.truncate()
        json.dump({"engine": self._store, "names": self._names}, self._file)
        self._file.flush()


def _lock_path(socket: Path) -> Path:
    """Return where the lock of an engine lies: beside its socket, or in a folder of this user's."""
    if os.access(socket.parent, os.W_OK):
        return socket.with_name(socket.name + ".lock")
    name = hashlib.sha256(str(socket.absolute()).encode()).hexdigest()[:16]
    return own_folder() / f"{name}.lock"


def own_folder() -> Path:
    """Return a folder that nobody else can write to, made where there is none.

    Raises:
        OracleError: something is there that is not this user's own.
    """
    above = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("XDG_CACHE_HOME")
    folder = (Path(above) if above else Path.home() / ".cache") / "cmdresolve"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    found = folder.lstat()
    if not S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise OracleError(f"{folder} is no folder of this user's own")
    return folder


def _lock(file: TextIO, path: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OracleError(f"{path} is held by another process") from None
            time.sleep(_PAUSE)
        else:
            return
