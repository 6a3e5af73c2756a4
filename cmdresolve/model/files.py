"""The only place where the core reads a file; `Dockerfile.from_file` imports it when called."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from cmdresolve.model.errors import wrong_type


def read_file(path: str | PathLike[str]) -> tuple[bytes, str]:
    """Return the bytes of a file, and its path as a string.

    Raises:
        OSError: it cannot be read.
        WrongTypeError: it is no path.
    """
    _check_path(path)
    return Path(path).read_bytes(), fspath(path)


def _check_path(value: object) -> None:
    if not isinstance(value, str | PathLike):
        message = f"a path is a text or a Path, not a value of type {type(value).__name__}"
        raise wrong_type(message, 'write "Dockerfile"; for the text itself, Dockerfile.parse(text)')
