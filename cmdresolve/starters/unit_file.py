"""A unit file as Quadlet reads it: its groups, their keys, and the words of a value.

Source: podman v5.8.2 pkg/systemd/parser/unitfile.go and split.go, a port of systemd's
src/basic/escape.c and extract-word.c. All of it is held to ``quadlet -dryrun``
(``tests/engines/test_quadlet_units.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from cmdresolve.model.errors import OverrideError
from cmdresolve.model.go_text import SPACE

_CODE = "unit-line"
_BLANKS = " \t"
# The white space around the "=", which Quadlet takes byte by byte: only ASCII can be there whole.
_ASCII_SPACE = "\t\n\v\f\r "
_SEPARATORS = " \t\n\r"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "s": " ", "t": "\t", "v": "\v"}
_ESCAPES |= {"\\": "\\", '"': '"', "'": "'"}
_NUMBERED = re.compile(
    r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})", re.ASCII
)
_BYTE, _LAST = 0xFF, 0x10FFFF


@frozen
class UnitFile:
    """The groups of a unit.

    Attributes:
        groups: the values of each key, by group; of a key that is set to nothing an empty text.
        lines: the number of the line that sets a key last, by group and key.
    """

    groups: Mapping[str, Mapping[str, tuple[str, ...]]]
    lines: Mapping[tuple[str, str], int]

    def keys(self, group: str) -> Mapping[str, tuple[str, ...]]:
        """Return the values of each key of a group, in the order of the file."""
        return self.groups.get(group, {})

    def last(self, group: str, key: str) -> str | None:
        """Return the last value of a key, or None where it is not set."""
        values = self.keys(group).get(key)
        return values[-1] if values else None

    def every(self, group: str, key: str) -> tuple[str, ...]:
        """Return the values of a key that has several: an empty one takes back those before it."""
        values = self.keys(group).get(key, ())
        after = max((place for place, value in enumerate(values) if not value), default=-1)
        return values[after + 1 :]


def read_unit(text: str) -> UnitFile:
    """Read a unit.

    Args:
        text: the unit.

    Raises:
        OverrideError: a line is neither a group nor a key with its value, stands before any group,
            or names a group in a way that is none (``unit-line``).
    """
    groups: dict[str, dict[str, list[str]]] = {}
    keys: dict[str, list[str]] | None = None
    group, lines = "", dict[tuple[str, str], int]()
    for number, line in _lines(text):
        where = f'line {number} of the unit, "{line}",'
        name = _group(line)
        if name is not None:
            if not name or "[" in name or _CONTROL.search(name):
                hint = "name the group: [Container]"
                raise OverrideError(f"{where} names no group", code=_CODE, hint=hint)
            group, keys = name, groups.setdefault(name, {})
            continue
        key, equals, value = line.partition("=")
        if not (key and equals):
            raise OverrideError(
                f"{where} is neither a group nor KEY=VALUE",
                code=_CODE,
                hint="Quadlet rejects the whole file: correct the line, or remove it",
            )
        if keys is None:
            hint = "write [Container] before it"
            raise OverrideError(f"{where} stands before any group", code=_CODE, hint=hint)
        key = key.rstrip(_ASCII_SPACE)
        keys.setdefault(key, []).append(value.lstrip(_ASCII_SPACE))
        lines[group, key] = number
    return UnitFile(
        {
            group: {key: tuple(values) for key, values in found.items()}
            for group, found in groups.items()
        },
        lines,
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the logical lines of a unit, each with the number of its first line.

    A line that ends in a backslash is joined with the next, with nothing in between. Comments and
    empty lines are dropped, also between the lines of a continuation; what goes on into nothing
    but such lines up to the end of the file is lost with them (unitfile.go Parse).
    """
    raw_lines = text.removesuffix("\n").split("\n")
    begun, first = "", 0
    for number, raw in enumerate(raw_lines, 1):
        line = raw.strip(SPACE)
        if _is_comment(line):
            continue
        first = first if begun else number
        if line.endswith("\\"):
            line = line[:-1]
            if number < len(raw_lines):
                begun += line
                continue
        line = begun + line
        begun = ""
        if not _is_comment(line):
            yield first, line


def _is_comment(line: str) -> bool:
    return not line or line[0] in "#;"


def _group(line: str) -> str | None:
    """Return what stands between the brackets of a line that is a group, or None."""
    if line[0] != "[":
        return None
    name, bracket, rest = line[1:].partition("]")
    return None if not bracket or rest.strip(_BLANKS) else name


class EscapeError(ValueError):
    """A value has an escape that is none; the argument is the escape."""


def split_words(text: str) -> list[str]:
    """Split a value into words, as systemd splits ``ExecStart=``.

    Quotes and C escapes are read anywhere in a word. The words end before the first one that is
    empty, such as ``""``, and at a NUL (split.go extractFirstWord, splitStringAppend).

    Args:
        text: the value.

    Raises:
        EscapeError: an escape is none of systemd's; Quadlet then drops the whole value.
    """
    words: list[str] = []
    for word in _each_word(text.partition("\0")[0]):
        if not word:
            break
        words.append(word)
    return words


def _each_word(text: str) -> Iterator[str]:
    word: list[str] | None = None
    quote, pos = "", 0
    while pos < len(text):
        character = text[pos]
        pos += 1
        if not quote and character in _SEPARATORS:
            if word is not None:
                yield "".join(word)
            word = None
            continue
        word = [] if word is None else word
        if character == "\\" and pos < len(text):
            found, pos = _escaped(text, pos)
            word.append(found)
        elif character == "\\":
            break
        elif quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "\"'":
            quote = character
        else:
            word.append(character)
    if word is not None:
        yield "".join(word)


def _escaped(text: str, pos: int) -> tuple[str, int]:
    """Return what an escape stands for, and where the text goes on (split.go cUnescapeOne)."""
    if text[pos] in _ESCAPES:
        return _ESCAPES[text[pos]], pos + 1
    found = _NUMBERED.match(text, pos)
    if found is None:
        raise EscapeError(f"\\{text[pos]}")
    hexadecimal, short, long, octal = found.groups()
    code = int(octal, 8) if octal else int(hexadecimal or short or long, 16)
    if not 0 < code <= (_BYTE if octal else _LAST):
        raise EscapeError(f"\\{found[0]}")
    # Go writes half of a pair of surrogates, which is no character, as U+FFFD.
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code), found.end()  # noqa: PLR2004 - the surrogates
