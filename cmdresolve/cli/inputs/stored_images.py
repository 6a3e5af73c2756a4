"""Files that hold an image: archives and OCI layouts."""

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
# What is looked for in a folder: an OCI layout, or what `skopeo copy … dir:` writes.
_LAYOUTS = (("oci-layout", "index.json"), ("version", "manifest.json"))


def stored_image(path: str, name: str | None, platform: str | None) -> StoredImage | None:
    """Read the image that an archive or a layout holds; None for any other file.

    Args:
        path: the file or folder, ``-`` for standard input; ``FILE:REF`` says which of several
            images is meant, as skopeo writes it.
        name: what the image is called by whoever asks, or None.
        platform: the platform that is asked for, or None.

    Raises:
        ImageConfigError: the archive is damaged, or holds no such image.
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
    """Split ``FILE:REF``, where there is no file of the whole name."""
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
        # Whoever reads it as something else says why.
        return False
    return head.startswith(_COMPRESSED) or head[_TAR_MAGIC] == b"ustar"


def _opened(path: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb")  # noqa: PTH123
