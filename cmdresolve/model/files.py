"""The one seam by which the core reads a file: it loads when `Dockerfile.from_file` is called."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path


def read_file(path: str | PathLike[str]) -> tuple[bytes, str]:
    """Return the bytes of a file, and what to call it.

    Raises:
        OSError: it cannot be read.
    """
    return Path(path).read_bytes(), fspath(path)
