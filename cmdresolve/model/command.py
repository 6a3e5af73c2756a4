"""A command as written in a Dockerfile: in exec form or in shell form.

Shell form becomes argv only with a shell in front of it. Which shell depends on the builder
(`cmdresolve.dialects`), so these values hold the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from reprlib import repr as shown

from cmdresolve.model.errors import wrong_type
from cmdresolve.model.source import Span
from cmdresolve.model.value import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias, TypeGuard

#: The words that builders put before a shell-form text where no SHELL says otherwise.
POSIX_SHELL = ("/bin/sh", "-c")
WINDOWS_SHELL = ("cmd", "/S", "/C")


def default_shell(os: str) -> tuple[str, ...]:
    """Return the default shell for shell form in images of an operating system.

    Source: moby v28.5.2 builder/dockerfile/dispatchers_{unix,windows}.go; moby/buildkit v0.25.2
    frontend/dockerfile/dockerfile2llb/defaultshell.go, where every system but ``windows`` has the
    shell of Linux.
    """
    return WINDOWS_SHELL if os == "windows" else POSIX_SHELL


def base_name(word: str) -> str:
    r"""Return the name of a program without its path and without ``.exe``.

    Paths may have ``\`` as on Windows, where the case of names does not count either.
    """
    name = word.replace("\\", "/").rpartition("/")[2]
    is_windows = name.lower().endswith(".exe")
    return name[:-4].lower() if is_windows else name


def words(value: Sequence[str]) -> tuple[str, ...]:
    """Return a sequence of strings as a tuple.

    Args:
        value: a list, tuple or other sequence of strings. A bare string is refused, since splitting
            it into words would be a guess.

    Raises:
        WrongTypeError: it is anything else.
    """
    # The check against an abstract class is slow, and only other sequences need it.
    if isinstance(value, tuple | list) or _is_sequence(value):
        result = tuple(value)
        for word in result:
            if type(word) is not str and not isinstance(word, str):
                message = f"a word of a command must be a string, not {shown(word)}"
                raise wrong_type(message, f"write it as a string: {shown(word)} is not one")
        return result
    hint = "write a list of strings, one for each word"
    if isinstance(value, str):
        hint = f"write [{shown(value)}] for one word, or a list with a string for each"
    raise wrong_type(f"a command is a list of words, not {shown(value)}", hint)


def _is_sequence(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)


def optional_words(value: Sequence[str] | None) -> tuple[str, ...] | None:
    """Do the same as `words`, but return None (absent) for None, which is not () (empty)."""
    return None if value is None else words(value)


# A parameter of ExecForm.__init__ is called `words` as well.
_checked = words


class ExecForm(Record):
    """``["executable", "argument"…]``: argv, word for word.

    Attributes:
        words: the words, decoded from JSON.
        spans: the extent of each word in the source, quotes included (not compared).
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...] = field(default=(), eq=False, repr=False)

    # Written by hand, because it accepts more types than the fields have.
    def __init__(self, words: Sequence[str], spans: tuple[Span, ...] = ()) -> None:
        """Make the form; a list is stored as a tuple.

        Raises:
            WrongTypeError: `words` is not a sequence of strings.
        """
        self._set_fields(_checked(words), spans)


class ShellForm(Record):
    """A text that a shell runs.

    Attributes:
        text: the text as written, continuation lines joined; None for an instruction without any
            arguments, such as a line that says ``CMD``.
        span: its extent in the source (not compared).
    """

    text: str | None
    span: Span | None = field(default=None, eq=False, repr=False)


Command: TypeAlias = ExecForm | ShellForm
