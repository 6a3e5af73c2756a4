"""Standard streams in any state: closed, full, without a reader, or of a narrow encoding.

Nothing here is ever taken for a refusal: an answer that cannot be written ends with status 74
(EX_IOERR of sysexits.h), one that nobody reads any more with 141, as if SIGPIPE had ended it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from cmdresolve.model.quoting import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO, TypeAlias

    #: Prints a message beside the answer.
    Say: TypeAlias = Callable[[str], None]

#: Exit statuses: interrupted; the reader is gone; the answer could not be written.
INTERRUPTED, BROKEN_PIPE, CANNOT_WRITE = 130, 141, 74

# Characters of our own messages with ASCII replacements; characters of words have none.
_PLAIN_SIGNS = str.maketrans(
    {"·": "-", "…": "...", "—": "--", "│": "|", "─": "-", "┼": "+", "→": "->"}
)


class CannotWriteError(Exception):
    """The answer cannot be written; the message says why."""


def ending_well(work: Callable[[], int]) -> int:
    """Run a command and return its exit status, whatever happens to the streams."""
    try:
        status = work()
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        forget_output()
        return BROKEN_PIPE
    except (CannotWriteError, OSError) as error:
        forget_output()
        reason = error.strerror if isinstance(error, OSError) else str(error)
        complain(f"cannot write the answer: {reason}")
        return CANNOT_WRITE
    return status


def forget_output() -> None:
    """Discard what is buffered for standard output, so that flushing it cannot fail at exit."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(text: str) -> None:
    """Write a message to standard error if possible; unprintable characters are escaped."""
    text = "\n".join(printable(line) for line in text.split("\n"))
    if sys.stdout is not None:
        # Flush the answer first, so that the order is kept if both streams are one; a failure of
        # that is reported at the end.
        with suppress(OSError):
            sys.stdout.flush()
    try:
        if sys.stderr is not None:
            # A path or a word may have characters that the terminal's encoding lacks.
            encoding = sys.stderr.encoding or "utf-8"
            sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            sys.stderr.flush()
    except OSError:
        sys.stderr = None  # as Python has it where it is closed


def output() -> TextIO:
    """Return standard output.

    Raises:
        CannotWriteError: it is closed.
    """
    if sys.stdout is None:
        raise CannotWriteError("standard output is closed")
    return sys.stdout


def write_text(text: str, said: Callable[[], str] | None = None) -> None:
    """Print a text whose words may be pasted into a shell.

    Args:
        text: what to print.
        said: returns the words in it that are not our own; called only if the output's encoding
            lacks characters of the text. Characters of our own messages are then replaced.

    Raises:
        CannotWriteError: the output is closed, or its encoding lacks a character of these words; an
            escape would be another word when it is pasted.
    """
    stream = output()
    if not _can_say(stream, text):
        theirs = "" if said is None else said()
        sign = next((x for x in theirs if not _can_say(stream, x)), None)
        if sign is not None:
            raise CannotWriteError(
                f"the output's encoding, {stream.encoding}, has no {sign!a}; "
                "set PYTHONIOENCODING=utf-8, or ask for --format json"
            )
        encoding = stream.encoding
        text = text.translate(_PLAIN_SIGNS).encode(encoding, "replace").decode(encoding)
    stream.write(text + "\n")


def write_bytes_of(text: str) -> None:
    """Print a text of a file as it is there, whatever the output's encoding.

    Args:
        text: the text, in which surrogates stand for bytes that are not UTF-8.

    Raises:
        CannotWriteError: the output is closed.
    """
    stream = output()
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "surrogateescape"))


def write_json_lines(lines: Iterable[str]) -> None:
    r"""Print lines of JSON; characters that the output's encoding lacks are escaped as ``\u…``.

    Raises:
        CannotWriteError: the output is closed.
    """
    stream = output()
    for line in lines:
        stream.write((line if _can_say(stream, line) else _json_escaped(line)) + "\n")


def write_html(text: str) -> None:
    """Print HTML; characters that the output's encoding lacks become references.

    Raises:
        CannotWriteError: the output is closed.
    """
    stream = output()
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "xmlcharrefreplace").decode(encoding) + "\n")


def _can_say(stream: TextIO, text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _json_escaped(text: str) -> str:
    r"""Escape characters beyond ASCII as ``\u…``, those beyond the BMP as surrogate pairs."""
    units = text.encode("utf-16-be", "surrogatepass")
    numbers = (int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2))
    return "".join(chr(n) if n < 0x80 else f"\\u{n:04x}" for n in numbers)  # noqa: PLR2004 - ASCII
