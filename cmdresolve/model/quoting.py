"""Words as people read and paste them: quoted for a shell, as JSON or YAML, and cut to a width.

No function here returns a control character: a word in a stranger's image must not control the
terminal that shows it.
"""

from __future__ import annotations

import re

from cmdresolve.model.argument_types import listed
from cmdresolve.model.lazy_pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SAFE = pattern(r"[\w@%+=:,./-]+", re.ASCII)
#: An operator of a shell that stands as a word by itself.
OPERATOR = pattern(r"&&|\|\||[;|&]|[0-9]*(?:>>?|<)|[0-9]*>&[0-9]|&>")
# What a shell does not take literally: quoting, expansions, operators and patterns anywhere; a
# comment, a home directory or a negation at the start; the brace expansions of bash.
_SHELL_SPECIAL = pattern(r"[\s'\"`$;&|<>()*?\[\\]|^[#~!]|\{[^}]*(?:,|\.\.)[^}]*\}")
# The same without what begins an expansion: blanks, quotes, operators and patterns.
_BLANK = pattern(r"[\s'\"`;&|<>()*?\[\\]")
# A parameter, a command substitution or a backquote.
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
# The lone surrogates that `surrogateescape` makes of bytes that are not UTF-8.
_BYTE = (0xDC80, 0xDCFF)
_BMP_END = 0x10000


def shell_word(word: str) -> str:
    """Quote a word so that a shell reads the same word back.

    A word with characters that do not print becomes ``$'…'``, which bash, zsh and ksh know and
    POSIX does not have before 2024.
    """
    if _SAFE.fullmatch(word):
        return word
    if word.isprintable():
        return "'" + word.replace("'", "'\\''") + "'"
    return "$'" + "".join(_c_escaped(x) for x in word) + "'"


def shell_line(words: Iterable[str]) -> str:
    """Quote words and join them to one line for a shell.

    Raises:
        WrongTypeError: they are no list of texts; a single text would come apart in its characters.
    """
    return " ".join([shell_word(word) for word in listed(words, "words")])


def script_word(word: str, *, splits: bool = False) -> str:
    """Quote a word of exec form for a script, leaving its variables for the shell to expand.

    Whoever writes ``$NAME`` in exec form does not mean a dollar sign.

    Args:
        word: the word.
        splits: whether a word with variables, and nothing else that is special, is left without
            quotes, as people write it in scripts.
    """
    if OPERATOR.fullmatch(word) or not (_SHELL_SPECIAL.search(word) or not word):
        return word
    if _EXPANDS.search(word) is None:
        return "'" + word.replace("'", "'\\''") + "'"
    if splits and _BLANK.search(word) is None:
        return word
    return '"' + re.sub(r'(["\\])', r"\\\1", word) + '"'


def json_word(word: str) -> str:
    """Return a word as a JSON string in which every character that does not print is escaped."""
    if word.isprintable() and '"' not in word and "\\" not in word:
        return f'"{word}"'
    return '"' + "".join(_json_escaped(x) for x in word) + '"'


def exec_form(words: Iterable[str]) -> str:
    """Return words as a JSON list: exec form, to paste into a Dockerfile.

    Raises:
        WrongTypeError: as for `shell_line`.
    """
    return "[" + ", ".join([json_word(word) for word in listed(words, "words")]) + "]"


def yaml_word(word: str) -> str:
    r"""Return a word as a YAML string in double quotes.

    It is a JSON string, except for characters beyond U+FFFF: where JSON escapes two surrogates,
    YAML has ``\UXXXXXXXX``.
    """
    if word.isprintable() and '"' not in word and "\\" not in word:
        return f'"{word}"'
    return '"' + "".join(_yaml_escaped(x) for x in word) + '"'


def yaml_list(words: Iterable[str]) -> str:
    """Return words as a YAML flow list, to paste into a manifest or a Compose file.

    Raises:
        WrongTypeError: as for `shell_line`.
    """
    return "[" + ", ".join([yaml_word(word) for word in listed(words, "words")]) + "]"


def printable(text: str) -> str:
    """Return a text in which every character that does not print is a JSON escape."""
    return text if text.isprintable() else "".join(_visible(x) for x in text)


def placeholder(need: str) -> str:
    """Return the text that stands for words that are not known, such as an image's entrypoint."""
    return f"\u2039{printable(need)}\u203a"


def clip(text: str, limit: int) -> str:
    """Cut a text in the middle to `limit` characters, with ``…`` for what is left out."""
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
    """Return the longest beginning of a printable text that fits `room` terminal columns."""
    if len(text) <= room and text.isascii():
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += columns(character)
        if taken > room:
            return text[:place]
    return text


def columns(text: str) -> int:
    """Return the number of terminal columns that a printable text takes."""
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
