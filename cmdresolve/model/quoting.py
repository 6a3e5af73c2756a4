"""Words as people read and paste them: for a shell, as JSON, cut to a length, measured in columns.

Nothing here prints a control character: a word from a stranger's image must not steer the
terminal it is shown on.
"""

from __future__ import annotations

import re

from cmdresolve.model.lazy_pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SAFE = pattern(r"[\w@%+=:,./-]+", re.ASCII)
#: An operator of a shell that stands as a word by itself.
OPERATOR = pattern(r"&&|\|\||[;|&]|[0-9]*(?:>>?|<)|[0-9]*>&[0-9]|&>")
_SHELL_SPECIAL = pattern(r"[\s'\"`$;&|<>()*?\[\\]|^[#~!]|\{[^}]*(?:,|\.\.)[^}]*\}")
_BLANK = pattern(r"[\s'\"`;&|<>()*?\[\\]")
_EXPANDS = pattern(r"\$(?:[A-Za-z_0-9@*#?$!-]|\{[A-Za-z_0-9@*#?]|\()|`")
_JSON_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_C_ESCAPES = {
    "'": "\\'",
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_ASCII_END = 0x80
_BYTE = (0xDC80, 0xDCFF)
_BMP_END = 0x10000


def shell_word(word: str) -> str:
    """Quote a word so that a POSIX shell reads it back.

    A word with characters that do not print is written ``$'…'``, which bash, zsh and ksh read.
    """
    if _SAFE.fullmatch(word):
        return word
    if word.isprintable():
        return "'" + word.replace("'", "'\\''") + "'"
    return "$'" + "".join(_c_escaped(x) for x in word) + "'"


def shell_line(words: Iterable[str]) -> str:
    """Quote words as one line for a shell."""
    return " ".join(shell_word(word) for word in words)


def script_word(word: str, *, splits: bool = False) -> str:
    """Write a word of exec form for a script, so that a shell makes the same word of it.

    Variables are left for the shell to expand, since nobody writes ``$NAME`` to mean a dollar.

    Args:
        word: the word.
        splits: whether a word with variables and no blanks stays without quotes, as one writes it
            in a script.
    """
    if OPERATOR.fullmatch(word) or not (_SHELL_SPECIAL.search(word) or not word):
        return word
    if _EXPANDS.search(word) is None:
        return "'" + word.replace("'", "'\\''") + "'"
    if splits and _BLANK.search(word) is None:
        return word
    return '"' + re.sub(r'(["\\])', r"\\\1", word) + '"'


def json_word(word: str) -> str:
    """Write a word as a JSON string, with every character that does not print escaped."""
    if word.isprintable() and '"' not in word and "\\" not in word:
        return f'"{word}"'
    return '"' + "".join(_json_escaped(x) for x in word) + '"'


def exec_form(words: Iterable[str]) -> str:
    """Write words as a JSON list: exec form, to paste into a Dockerfile."""
    return "[" + ", ".join(json_word(word) for word in words) + "]"


def yaml_word(word: str) -> str:
    """Write a word as a YAML string in double quotes.

    That is JSON but for characters beyond the first 65,536: YAML has no pairs of escapes.
    """
    if word.isprintable() and '"' not in word and "\\" not in word:
        return f'"{word}"'
    return '"' + "".join(_yaml_escaped(x) for x in word) + '"'


def yaml_list(words: Iterable[str]) -> str:
    """Write words as a YAML flow list, to paste into a manifest or a Compose file."""
    return "[" + ", ".join(yaml_word(word) for word in words) + "]"


def printable(text: str) -> str:
    """Write a text with every character that does not print as a JSON escape."""
    return text if text.isprintable() else "".join(_visible(x) for x in text)


def placeholder(need: str) -> str:
    """Write what stands where a word is not known, such as the entrypoint of an image."""
    return f"\u2039{printable(need)}\u203a"


def clip(text: str, limit: int) -> str:
    """Cut a text in the middle to `limit` characters, with ``…`` where something is missing."""
    if len(text) <= limit:
        return text
    tail = limit // 3
    return text[: limit - tail - 1] + "…" + text[len(text) - tail :]


def fit(text: str, room: int) -> str:
    """Cut a printable text in the middle to `room` terminal columns, with ``…`` for the rest."""
    if columns(text) <= room:
        return text
    tail = room // 3
    return prefix(text, room - tail - 1) + "…" + prefix(text[::-1], tail)[::-1]


def prefix(text: str, room: int) -> str:
    """Return as much of a printable text's beginning as `room` terminal columns hold."""
    if len(text) <= room and text.isascii():
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += columns(character)
        if taken > room:
            return text[:place]
    return text


def columns(text: str) -> int:
    """Say how many terminal columns a printable text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - seldom needed

    return sum(
        0 if combining(x) else 2 if east_asian_width(x) in "WF" else 1  # the others are narrow
        for x in text
    )


def _visible(character: str) -> str:
    return character if character.isprintable() else _json_escaped(character)


def _json_escaped(character: str) -> str:
    if character in _JSON_ESCAPES:
        return _JSON_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < _BMP_END:
        return f"\\u{code:04x}"
    code -= _BMP_END
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _yaml_escaped(character: str) -> str:
    code = ord(character)
    if code < _BMP_END or character.isprintable():
        return _json_escaped(character)
    return f"\\U{code:08x}"


def _c_escaped(character: str) -> str:
    if character in _C_ESCAPES:
        return _C_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if _BYTE[0] <= code <= _BYTE[1]:
        return f"\\x{code - 0xDC00:02x}"
    if code < _ASCII_END:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < _BMP_END else f"\\U{code:08x}"
