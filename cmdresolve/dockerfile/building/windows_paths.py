"""The working directory of an image for Windows: one path, spelled in three ways.

Sources: moby v28.5.2 builder/dockerfile/dispatchers_windows.go (normalizeWorkdirWindows);
moby/buildkit v0.12.0 and v0.25.2 util/system/path.go (NormalizeWorkdir); before it, v0.11.6
frontend/dockerfile/dockerfile2llb/convert.go (dispatchWorkdir).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.dialects.builders.builder import WindowsPaths

_SYSTEM_DRIVE = "c"


def working_dir(paths: WindowsPaths, current: str, asked: str) -> str:
    """Return the working directory that a WORKDIR leads to.

    Args:
        paths: how the builder writes it.
        current: the working directory before; empty where there is none.
        asked: what WORKDIR says, substituted and not empty.

    Raises:
        ValueError: the builder refuses the path; its words are the error's.
    """
    return _WAYS[paths](current, asked)


def _drive(current: str, asked: str) -> str:
    r"""Return it with its drive: ``C:\x`` (normalizeWorkdirWindows)."""
    # An empty path is not cleaned: Go would make it ".".
    current, asked = (_cleaned(path) if path else "" for path in (current, asked))
    # A drive alone is the current folder on it, which no image has.
    for path in (current, asked):
        if len(path) == len("c:.") and path[0].isalpha() and path.endswith(":."):
            raise ValueError(
                f"{path} is not a directory. If you are specifying a drive letter, please add a "
                r"trailing '\'"
            )
    if current and not _is_absolute(asked):
        asked = _cleaned(f"{current}\\{asked}")
    elif asked[1:2] != ":":
        asked = _cleaned("C:\\" + asked.lstrip("\\"))
    return asked[0].upper() + asked[1:]


def _cleaned(path: str) -> str:
    from ntpath import normpath  # noqa: PLC0415 - few files are for Windows

    # Go's filepath.Clean makes "C:." of "C:", which Python leaves as it is.
    path = normpath(path)
    return f"{path}." if len(path) == len("c:") and path[1] == ":" else path


def _is_absolute(path: str) -> bool:
    return path.startswith("\\") or path[1:3] == ":\\"


def _backslash(current: str, asked: str) -> str:
    r"""Return it without a drive, which may be the system's alone: ``\x`` (NormalizeWorkdir)."""
    before = _without_drive(current.replace("\\", "/") or "/")
    path = _without_drive(asked.replace("\\", "/"))
    if not path.startswith("/"):
        path = _joined(before, path)
    return path.replace("/", "\\")


def _without_drive(path: str) -> str:
    from posixpath import normpath  # noqa: PLC0415 - few files are for Windows

    if len(path) == len("c:") and path[1] == ":":
        raise ValueError(f'No relative path specified in "{path}"')
    if path.startswith("//"):
        raise ValueError("UNC paths are not supported")
    drive, colon, rest = path.partition(":")
    if colon and drive.lower() != _SYSTEM_DRIVE:
        raise ValueError("The specified path is not on the system drive (C:)")
    return normpath(rest if colon else path)


def _slash(current: str, asked: str) -> str:
    """Return it as on Linux, where paths are not told apart by system: ``/x``."""
    return asked if asked.startswith("/") else _joined(current, asked)


def _joined(before: str, path: str) -> str:
    from posixpath import normpath  # noqa: PLC0415 - few files are for Windows

    return "/" + normpath(f"/{before}/{path}").lstrip("/")


_WAYS: Mapping[WindowsPaths, Callable[[str, str], str]] = {
    "drive": _drive,
    "backslash": _backslash,
    "slash": _slash,
}
