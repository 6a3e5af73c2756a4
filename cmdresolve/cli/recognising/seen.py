"""A quick look at a text: its outermost keys, and whether it is JSON or a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# How many characters of a text that is nearly JSON are searched for keys.
_OUTER = 65536

_YAML_KEY = pattern(
    r"""^(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#&*!|>%@`{}\[\],:-][^\n:#]*+)):(?=[ \t\r\n]|\Z)""",
    re.MULTILINE,
)
_LIST_ITEM = pattern(r"(?:---[ \t\r]*\n\s*)?-(?:[ \t\r\n]|\Z)")
_LISTED_KEY = pattern(r"^(?:- |  )[\"']?([\w./-]+)[\"']?[ \t]*:(?=[ \t\r\n]|\Z)", re.MULTILINE)


class Seen(NamedTuple):
    """What a quick look at a text shows.

    Attributes:
        text: the text.
        begin: the offset of its content, after blank lines and comments.
        keys: the keys of its outermost mapping, or of the mappings in its outermost list.
        value: its JSON value, or None.
        is_json: whether it is JSON.
        is_list: whether it is a list.
    """

    text: str
    begin: int
    keys: frozenset[str]
    value: Any = None
    is_json: bool = False
    is_list: bool = False

    @property
    def has_documents(self) -> bool:
        """Whether it has more than one document."""
        return "\n---" in self.text[self.begin :]


def look(text: str, begin: int) -> Seen:
    """Return what a quick look at a text shows."""
    first = text[begin : begin + 1]
    if first in ("{", "["):
        import json  # noqa: PLC0415 - a Dockerfile needs none

        try:
            # No number is used, and int() refuses those of more than 4,300 digits.
            value = json.loads(text, parse_int=float)
        except (ValueError, RecursionError):
            return Seen(text, begin, frozenset(_outer_keys(text, begin)), is_list=first == "[")
        is_list = isinstance(value, list)
        records = [x for x in (value if is_list else [value]) if isinstance(x, dict)]
        keys = frozenset(key for record in records for key in record)
        return Seen(text, begin, keys, value, is_json=True, is_list=is_list)
    if _LIST_ITEM.match(text, begin):
        return Seen(text, begin, frozenset(_LISTED_KEY.findall(text)), is_list=True)
    found = _YAML_KEY.findall(text, begin)
    return Seen(text, begin, frozenset("".join(key).strip() for key in found))


def _outer_keys(text: str, begin: int) -> Iterator[str]:
    """Return the keys of the outermost braces of a text that is nearly JSON."""
    depth, word_begin, pos = 0, begin, begin
    word = ""
    end_of_look = min(len(text), begin + _OUTER)
    while pos < end_of_look:
        character = text[pos]
        if character in "\"'":
            end = pos + 1
            while end < len(text) and text[end] != character:
                end += 1 + (text[end] == "\\")
            word, pos = text[pos + 1 : end], end
        elif text.startswith("//", pos) or (character == "#" and text[pos - 1 : pos].isspace()):
            end = text.find("\n", pos)
            pos = word_begin = len(text) if end < 0 else end
        elif character in "{}[],:":
            if character == ":" and depth == 1:
                yield word or text[word_begin:pos].strip()
            depth += (character in "{[") - (character in "}]")
            word, word_begin = "", pos + 1
        pos += 1
