"""The tokens of Go, and what literals among them stand for.

Source: The Go Programming Language Specification, "Lexical elements".
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<raw>`[^`]*`)|(?P<text>"(?:[^"\\\n]|\\.)*")
    |(?P<rune>'(?:[^'\\\n]|\\[^\n])+')|(?P<number>\d[\w.]*)|(?P<name>[^\W\d]\w*)
    |(?P<mark>:=|\.\.\.|==|!=|<=|>=|&&|\|\||<-|\+=|\+\+|--|<<|>>|[^\s\w])|(?P<end>\n)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))", re.DOTALL
)
_PLAIN_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Token(NamedTuple):
    """A token: its kind as named in the pattern above, and its text."""

    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    """Return the tokens of a source; comments and blanks are left out, line ends are kept."""
    found = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or ""
        if kind != "comment":
            found.append(Token(kind, match[0]))
    return found


def unquoted(token: Token) -> str:
    """Return the text that a literal stands for; bytes that are no UTF-8 are kept as surrogates."""
    if token.kind == "raw":
        return token.text[1:-1].replace("\r", "")
    data = bytearray()
    at = 0
    text = token.text[1:-1]
    for match in _ESCAPE.finditer(text):
        data += text[at : match.start()].encode()
        at = match.end()
        byte, short, long, octal, one = match.groups()
        if byte or octal:
            data.append(int(byte, 16) if byte else int(octal, 8))
        else:
            code = short or long
            data += (chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(one, one)).encode()
    data += text[at:].encode()
    return data.decode("utf-8", "surrogateescape")


def number(text: str) -> int | float | None:
    """Return the number that a literal stands for; None for one of a rarer form."""
    try:
        return int(text, 0)
    except ValueError:
        try:
            return float(json.loads(text))
        except ValueError:
            return None
