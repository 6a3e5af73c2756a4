"""Files that the command line writes, each replaced at once or left as it was."""

from __future__ import annotations

import os
import tempfile

from cmdresolve.cli.inputs.files import InputError

# What a new file gets of an open umask, as of open().
_NEW = 0o666


def write(path: str, text: str) -> None:
    """Replace the text of a file, or make it; surrogates are written as the bytes they stand for.

    A link is kept, and so are a file's permissions.

    Raises:
        InputError: it cannot be written.
    """
    try:
        _replace(os.path.realpath(path), text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise InputError(
            f"cannot write {path}: {error.strerror}",
            code="unwritable",
            hint="nothing of it is changed",
        ) from None


def _replace(path: str, data: bytes) -> None:
    number, beside = tempfile.mkstemp(prefix=".cmdresolve-", dir=os.path.dirname(path))  # noqa: PTH120 - as in cli.inputs.files
    try:
        with open(number, "wb") as stream:  # noqa: PTH123 - it is open
            stream.write(data)
        os.chmod(beside, _mode(path))  # noqa: PTH101 - same
        os.replace(beside, path)  # noqa: PTH105 - same
    except BaseException:
        os.unlink(beside)  # noqa: PTH108 - same
        raise


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777  # noqa: PTH116 - same
    except FileNotFoundError:
        # The umask can only be read by setting it.
        umask = os.umask(0)
        os.umask(umask)
        return _NEW & ~umask
