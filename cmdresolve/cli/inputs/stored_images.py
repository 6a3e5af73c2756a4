"""Images in archives and OCI layouts."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

from cmdresolve.cli.inputs.files import is_pipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import IO

    from cmdresolve.images.archive import StoredImage

_SNIFFED = 512
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ\x00")
_TAR_MAGIC = slice(257, 262)
# The files that show a folder to be an OCI layout, or written by `skopeo copy … dir:`.
_LAYOUTS = (("oci-layout", "index.json"), ("version", "manifest.json"))


def stored_image(path: str, name: str | None, platform: str | None) -> StoredImage | None:
    """Return the image in an archive or a layout, or None for any other file.

    Args:
        path: the file or folder, ``-`` for standard input; ``FILE:REF`` says which of several
            images is meant, as skopeo writes it.
        name: the name of the image in the question, or None.
        platform: the platform that is asked for, or None.

    Raises:
        ImageConfigError: the archive is damaged, or does not have the image.
        DockerfileError: `platform` is not written as a platform.
    """
    path, reference = _split(path)
    is_folder = path != "-" and os.path.isdir(path)  # noqa: PTH112 - pathlib costs more
    if not (_is_layout(path) if is_folder else _is_archive(path)):
        return None
    from cmdresolve.images.archive import Wanted, read_archive, read_layout  # noqa: PLC0415 - same
    from cmdresolve.model.platform import asked_platform  # noqa: PLC0415 - rarely needed

    where = "<stdin>" if path == "-" else path
    wanted = Wanted(where, reference, name, asked_platform(platform) if platform else None)
    if is_folder:
        return read_layout(path, wanted)
    with _opened(path) as stream:
        return read_archive(stream, wanted)


def _split(path: str) -> tuple[str, str | None]:
    """Split ``FILE:REF``, unless there is a file with the whole name."""
    if ":" not in path or os.path.exists(path):  # noqa: PTH110 - pathlib costs more
        return path, None
    for place, sign in enumerate(path):
        if sign == ":" and os.path.exists(path[:place]):  # noqa: PTH110 - same
            return path[:place], path[place + 1 :]
    return path, None


def _is_layout(folder: str) -> bool:
    return any(
        all(os.path.isfile(os.path.join(folder, name)) for name in both)  # noqa: PTH113, PTH118
        for both in _LAYOUTS
    )


def _is_archive(path: str) -> bool:
    if path != "-" and is_pipe(path):
        return False
    try:
        with _opened(path) as stream:
            head = stream.peek(_SNIFFED) if path == "-" else stream.read(_SNIFFED)  # type: ignore[attr-defined]
    except (OSError, ValueError, AttributeError):
        # The reader that takes it for something else will report why.
        return False
    return head.startswith(_COMPRESSED) or head[_TAR_MAGIC] == b"ustar"


def _opened(path: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb")  # noqa: PTH123
