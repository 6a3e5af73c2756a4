"""The files that a command line names: read, recognised, and found in a folder."""

from __future__ import annotations

import os
import sys
from stat import S_ISFIFO

from cmdresolve.cli.recognising.recognise import recognise
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from cmdresolve.cli.recognising.kinds import Kind

_LIMIT = 64 * 1024 * 1024
_AT_ONCE = 1 << 20
# How much of a file is read to recognise it.
_HEAD = 256 * 1024
_DOCKERFILES = ("Dockerfile", "Containerfile")
#: The files that ``docker compose`` looks for by itself; the first one that exists is used.
COMPOSE_FILES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_MANIFESTS = (".yaml", ".yml", ".json")
_MOST_LOOKED_AT = 200
#: The readers of files that can be given as FILE.
_ASKED = frozenset(("dockerfile", "compose", "manifest"))


class InputError(CmdResolveError):
    """An input that the command line names cannot be read."""


def standard_input() -> BinaryIO:
    """Return the bytes of standard input.

    Raises:
        InputError: it is closed.
    """
    if sys.stdin is None:
        raise InputError(
            "standard input is closed", code="unreadable", hint="pipe a file into it, or name one"
        )
    return sys.stdin.buffer


def is_pipe(path: str) -> bool:
    """Say whether a file is a pipe, which can be read only once."""
    try:
        return S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116 - pathlib costs more
    except (OSError, ValueError):
        return False


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for ``-``.

    Raises:
        InputError: it cannot be read, is a pipe, or is too large.
    """
    if path != "-" and is_pipe(path):
        raise InputError(
            f"{path} is a pipe, and files are read more than once",
            code="unreadable",
            hint=f"give it as standard input: cmdresolve - < {path}",
        )
    try:
        if path == "-":
            data = _read(standard_input())
        else:
            with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs more than the read
                data = _read(stream)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(f"cannot read {path}: {reason}", code="unreadable") from None
    if len(data) > _LIMIT:
        raise InputError(
            f"{path} is larger than {_LIMIT >> 20} MiB",
            code="too-large",
            hint="no Dockerfile or image config is; see whether it is the file you mean",
        )
    return data


def _read(stream: BinaryIO) -> bytes:
    """Read in pieces up to one byte more than the limit: a single read would allocate all of it."""
    parts, left = [], _LIMIT + 1
    while left and (part := stream.read(min(left, _AT_ONCE))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class Input(NamedTuple):
    """A file, read and recognised.

    Attributes:
        path: its path, ``-`` for standard input.
        data: its bytes.
        kind: its kind.
    """

    path: str
    data: bytes
    kind: Kind

    @property
    def shown(self) -> str:
        """Its name in messages."""
        return shown(self.path)


def read_input(path: str, typed: bytes | None = None) -> Input:
    """Read a file, or the file of a folder, and recognise its kind.

    Args:
        path: the file or folder, ``-`` for standard input.
        typed: what standard input had, if it was read before.

    Raises:
        InputError: it cannot be read.
    """
    path = in_directory(path)
    data = read_bytes(path) if typed is None or path != "-" else typed
    return Input(path, data, recognise(data, "" if path == "-" else path))


def meant(path: str) -> str | None:
    """Return the hint what FILE may have been meant as, or None if there is such a file."""
    if os.path.lexists(path):
        return None
    from cmdresolve.cli.language.options import VERBS  # noqa: PLC0415 - for an error only
    from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - same

    verb = nearest(path, [verb.name for verb in VERBS])
    if verb is not None:
        return f"did you mean the verb {verb}?"
    return f"if it names an image of the local docker or podman: --image {path}"


def shown(path: str) -> str:
    """Return the name of a file as messages call it."""
    return "<stdin>" if path == "-" else path


def not_read(found: Input, wanted: str = "") -> InputError:
    """Return the error of a file of a kind that is not accepted.

    Args:
        found: the file.
        wanted: what is accepted, if the file's kind is one that is read elsewhere.
    """
    kind = found.kind
    rest = ", which is not read" if kind.reader is None and kind.code == "not-read" else ""
    hint = kind.hint if kind.reader is None else f"{wanted} is wanted here"
    return InputError(f"{found.shown} is {kind.what}{rest}", code=kind.code, hint=hint)


def names_input(word: str) -> bool:
    """Say whether a word names a readable Dockerfile, Compose file or manifest."""
    kind = None if word == "-" else kind_of(word)
    return word == "-" or (kind is not None and kind.reader in _ASKED)


def kind_of(path: str, typed: bytes | None = None) -> Kind | None:
    """Return the kind of a file, or of the file of a folder; None if it cannot be read.

    Args:
        path: the file or folder, ``-`` for standard input.
        typed: what standard input had, if it was read.
    """
    if path == "-":
        return None if typed is None else recognise(typed)
    if is_pipe(path):
        return None
    try:
        with open(in_directory(path), "rb") as stream:  # noqa: PTH123 - as above
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return None
    return recognise(head, path)


def in_directory(path: str) -> str:
    """Return the file of a directory to read, as ``docker build DIRECTORY`` finds one.

    A Dockerfile comes first, then a Compose file of a usual name, then the only manifest.

    Raises:
        InputError: the folder has no file to read, or several manifests.
    """
    if path == "-" or not os.path.isdir(path):  # noqa: PTH112 - see read_bytes
        return path
    for name in (*_DOCKERFILES, *COMPOSE_FILES):
        if os.path.exists(_inside(path, name)):  # noqa: PTH110 - same
            return _inside(path, name)
    manifests = _manifests(path)
    if len(manifests) == 1:
        return manifests[0]
    if manifests:
        raise InputError(
            f"{path} has several manifests",
            code="which-file",
            hint="name one of " + ", ".join(manifests[:8]),
        )
    raise InputError(
        f"{path} is a directory without a Dockerfile, Compose file or manifest",
        code="unreadable",
        hint=f"name the file in it: {os.path.join(path, 'FILE')}",  # noqa: PTH118 - same
    )


def also_here(path: str) -> Sequence[str]:
    """Return the Compose files beside a Dockerfile that was found by its folder."""
    folder = os.path.dirname(path)  # noqa: PTH120 - same
    if os.path.basename(path) not in _DOCKERFILES:  # noqa: PTH119 - same
        return ()
    names = (_inside(folder, name) for name in COMPOSE_FILES)
    return [name for name in names if os.path.isfile(name)]  # noqa: PTH113 - same


def _manifests(folder: str) -> list[str]:
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(_MANIFESTS))  # noqa: PTH208 - same
    except OSError:
        return []
    paths = [_inside(folder, name) for name in names[:_MOST_LOOKED_AT]]
    return [path for path in paths if os.path.isfile(path) and names_input(path)]  # noqa: PTH113 - same


def _inside(folder: str, name: str) -> str:
    return name if folder in ("", ".") else os.path.join(folder, name)  # noqa: PTH118 - same
