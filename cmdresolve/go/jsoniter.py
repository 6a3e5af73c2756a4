r"""A JSON list of strings as json-iterator/go reads it, which parts of Podman do.

It parts from Go's ``encoding/json`` in two things. An escape that is a surrogate takes the ``\u``
escape right behind it for its other half, whatever that is; where the two are no pair, each is read
on its own, so that the second is no first half any more. And a control character is refused only up
to the first escape of its string.

Sources: json-iterator/go v1.1.12 iter_str.go ReadString and readEscapedChar, reflect_slice.go
doDecode, config.go Unmarshal; run on Podman 5.8.6.
"""

from __future__ import annotations

import re

from cmdresolve.go.json_array import ESCAPES, SURROGATES, JsonError, surrogate_pair
from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern

_BLANKS = pattern(r"[ \t\r\n]*")
_BEFORE_ESCAPES = pattern(r'[^"\\\x00-\x1f]*')
_AFTER_AN_ESCAPE = pattern(r'[^"\\]*')
_HEX4 = pattern(r"[0-9a-fA-F]{4}")


def read_strings(text: str) -> tuple[str, ...] | None:
    """Return what ``Unmarshal`` into a ``[]string`` gives: the words, or None for ``null``.

    A null in the list is an empty word.

    Raises:
        JsonError: the text is not a list of strings and nothing else.
    """
    words: list[str] = []
    pos = _skip(text, 0)
    if text.startswith("null", pos):
        _end(text, pos + 4)
        return None
    if text[pos : pos + 1] != "[":
        raise JsonError(pos, "not-array")
    pos = _skip(text, pos + 1)
    if text[pos : pos + 1] == "]":
        _end(text, pos + 1)
        return ()
    while True:
        word, pos = _string_or_null(text, _skip(text, pos))
        words.append(word)
        pos = _skip(text, pos)
        character = text[pos : pos + 1]
        pos += 1
        if character == "]":
            _end(text, pos)
            return tuple(words)
        if character != ",":
            raise JsonError(pos - 1, "syntax", "comma-or-end")


def _skip(text: str, pos: int) -> int:
    blanks = _BLANKS.match(text, pos)
    return pos if blanks is None else blanks.end()


def _end(text: str, pos: int) -> None:
    """Refuse a text that goes on at `pos`."""
    rest = _skip(text, pos)
    if rest != len(text):
        raise JsonError(rest, "trailing")


def _string_or_null(text: str, pos: int) -> tuple[str, int]:
    """Read the member at `pos`; return its word and the offset after it."""
    if text.startswith("null", pos):
        return "", pos + 4
    if text[pos : pos + 1] != '"':
        raise JsonError(pos, "syntax", "value")
    start = pos
    pos += 1
    parts: list[str] = []
    plain = _BEFORE_ESCAPES
    while True:
        # Both patterns match the empty text as well.
        found: re.Match[str] = plain.match(text, pos)  # type: ignore[assignment]
        parts.append(found[0])
        pos = found.end()
        character = text[pos : pos + 1]
        if character == '"':
            # What Go stores of these bytes replaces them where they are not UTF-8.
            return replace_invalid("".join(parts)), pos + 1
        if character == "":
            raise JsonError(start, "string-open")
        if character != "\\":
            raise JsonError(pos, "string-control")
        value, pos = _escape(text, pos)
        parts.append(value)
        plain = _AFTER_AN_ESCAPE


def _escape(text: str, pos: int) -> tuple[str, int]:
    """Read the escape at `pos`, or the two that a surrogate makes one of."""
    escape = text[pos + 1 : pos + 2]
    if escape != "u":
        if escape not in ESCAPES:
            raise JsonError(pos, "string-escape")
        return ESCAPES[escape], pos + 2
    first = _code(text, pos)
    pos += 6
    if first not in SURROGATES or not text.startswith("\\u", pos):
        return _character(first), pos
    second = _code(text, pos)
    return surrogate_pair(first, second) or _character(first) + _character(second), pos + 6


def _code(text: str, pos: int) -> int:
    r"""Return the number of the ``\u`` escape at `pos`."""
    digits = _HEX4.match(text, pos + 2)
    if digits is None:
        raise JsonError(pos, "string-escape")
    return int(digits[0], 16)


def _character(code: int) -> str:
    return "\ufffd" if code in SURROGATES else chr(code)
