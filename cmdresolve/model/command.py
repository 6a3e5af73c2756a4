"""A command as it was written: exec form or shell form.

Shell form becomes words only together with a shell: which one is the builder's decision
(`cmdresolve.dialects`), so these values never guess it.
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

#: What builders wrap shell form in where no SHELL says otherwise.
POSIX_SHELL = ("/bin/sh", "-c")
WINDOWS_SHELL = ("cmd", "/S", "/C")


def default_shell(os: str) -> tuple[str, ...]:
    """Return the shell of shell form on an operating system, ``linux`` or ``windows``.

    Source: moby v28.5.2 builder/dockerfile/dispatchers_{unix,windows}.go; moby/buildkit v0.25.2
    frontend/dockerfile/dockerfile2llb/convert.go, where any other system is taken for a unix.
    """
    return WINDOWS_SHELL if os == "windows" else POSIX_SHELL


def base_name(word: str) -> str:
    r"""Return the program that a word names: the last part of a path, without ``.exe``.

    Windows writes its paths with ``\``, and programs' names in any case.
    """
    name = word.replace("\\", "/").rpartition("/")[2]
    is_windows = name.lower().endswith(".exe")
    return name[:-4].lower() if is_windows else name


def words(value: Sequence[str]) -> tuple[str, ...]:
    """Make the tuple of words out of a list or tuple of strings.

    Args:
        value: a sequence of strings; a bare string is refused, because splitting it would be
            a guess.

    Raises:
        WrongTypeError: for anything else.
    """
    # The look at an abstract class is for the rare other sequence: it takes its time.
    if isinstance(value, tuple | list) or _is_sequence(value):
        result = tuple(value)
        for word in result:
            if type(word) is not str and not isinstance(word, str):
                message = f"a word of a command must be a string, not {shown(word)}"
                raise wrong_type(message, f"write it as text: {shown(word)} is none")
        return result
    hint = "write a list of strings, one for each word"
    if isinstance(value, str):
        hint = f"write [{shown(value)}] for one word, or a list with a string for each"
    raise wrong_type(f"a command is a list of words, not {shown(value)}", hint)


def _is_sequence(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)


def optional_words(value: Sequence[str] | None) -> tuple[str, ...] | None:
    """Do the same as `words`, and keep None (absent) apart from () (empty)."""
    return None if value is None else words(value)


_checked = words  # by another name where a field is called so


class ExecForm(Record):
    """``["executable", "argument"…]``: exactly these words.

    Attributes:
        words: the words, decoded.
        spans: where each word stands in the source, quotes included (not compared).
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...] = field(default=(), eq=False, repr=False)

    # Written out: it takes more types than the fields have.
    def __init__(self, words: Sequence[str], spans: tuple[Span, ...] = ()) -> None:
        """Make the form; a list is stored as a tuple.

        Raises:
            WrongTypeError: `words` are none.
        """
        self._set_fields(_checked(words), spans)


class ShellForm(Record):
    """A text for a shell; None when the instruction stands bare, with no text at all.

    Attributes:
        text: the text exactly as written, continuation lines joined.
        span: where it stands in the source (not compared).
    """

    text: str | None
    span: Span | None = field(default=None, eq=False, repr=False)


Command: TypeAlias = ExecForm | ShellForm
