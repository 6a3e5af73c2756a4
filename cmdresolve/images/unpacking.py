"""Decompression of archives while they are read."""

from __future__ import annotations

import os
import zlib
from typing import IO, Any

from cmdresolve.images.oci import fault
from cmdresolve.model.record import NamedTuple

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_LONGEST_MAGIC = 6
_REFUSED = {b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}


class Unpacked(NamedTuple):
    """A stream and its decompressed content.

    Attributes:
        packed: the stream as it is, which counts the bytes that were read.
        stream: the decompressed stream.
        is_plain: whether the stream is not compressed.
    """

    packed: Counted
    stream: Counted | _Unpacking
    is_plain: bool


class Counted:
    """A stream whose first bytes were read already; it gives them again, and counts all bytes.

    Attributes:
        taken: how many bytes were read or skipped.
    """

    def __init__(self, stream: IO[bytes], looked_at: bytes) -> None:
        self.taken = 0
        self._stream = stream
        self._before = looked_at

    def read(self, size: int = -1) -> bytes:
        """Read as `io.RawIOBase.read` does."""
        if self._before and size > 0:
            part, self._before = self._before[:size], self._before[size:]
        else:
            part = self._stream.read(size)
        self.taken += len(part)
        return part

    def skip(self, size: int) -> None:
        """Skip some bytes of a seekable stream."""
        self.taken += size
        looked_at = min(size, len(self._before))
        self._before = self._before[looked_at:]
        self._stream.seek(size - looked_at, os.SEEK_CUR)


class _Unpacking:
    """The output of a decompressor, whose various errors become one."""

    def __init__(self, stream: Any, faults: tuple[type[Exception], ...], where: str) -> None:
        self._stream = stream
        self._faults = faults
        self._where = where

    def read(self, size: int) -> bytes:
        """Read some of it.

        Raises:
            ImageConfigError: it is damaged.
        """
        try:
            data: bytes = self._stream.read(size)
        except self._faults:
            raise fault(
                self._where,
                "it is damaged, or ends in the middle",
                "archive-damaged",
                "it is incomplete; save it again",
            ) from None
        return data


def unpacked(stream: IO[bytes], where: str) -> Unpacked:
    """Detect the compression of a stream by its first bytes, and return its content.

    Raises:
        ImageConfigError: the compression is not supported.
    """
    head = stream.read(_LONGEST_MAGIC)
    packed = Counted(stream, head)
    if head.startswith(_GZIP):
        import gzip  # noqa: PLC0415 - for a compressed archive

        opened = gzip.GzipFile(fileobj=packed, mode="rb")  # type: ignore[call-overload]
        return Unpacked(
            packed, _Unpacking(opened, (OSError, EOFError, zlib.error), where), is_plain=False
        )
    if head.startswith(_ZSTD):
        zstd = _zstd(where)
        faults = (zstd.ZstdError, EOFError, OSError)
        return Unpacked(packed, _Unpacking(zstd.ZstdFile(packed), faults, where), is_plain=False)
    for magic, called in _REFUSED.items():
        if head.startswith(magic):
            raise fault(
                where,
                f"it is compressed by {called}",
                "not-read",
                f"unpack it first, or give it by pipe: {called} -dc FILE | cmdresolve -",
            )
    return Unpacked(packed, packed, is_plain=True)


def _zstd(where: str) -> Any:
    """Return the standard library's module for zstd (Python 3.14), or its backport from PyPI."""
    try:
        from compression import zstd  # type: ignore[import-not-found]  # noqa: PLC0415
    except ImportError:
        try:
            from backports import zstd  # noqa: PLC0415 - an extra
        except ImportError:
            raise fault(
                where,
                "it is compressed by zstd, which this Python cannot read",
                "extra-needed",
                "pip install 'backports.zstd>=1'",
            ) from None
    return zstd
