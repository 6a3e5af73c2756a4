"""The only place where the core reads a file; `Dockerfile.from_file` imports it when called."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path


def read_file(path: str | PathLike[str]) -> tuple[bytes, str]:
    """Return the bytes of a file, and its path as a string.

    Raises:
        OSError: it cannot be read.
    """
    return Path(path).read_bytes(), fspath(path)
