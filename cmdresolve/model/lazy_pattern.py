"""Regular expressions that are compiled when they are first used.

Compiling all of them takes as long as starting Python, and most runs use few.
"""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@cache
def _repeats_groups_rightly() -> bool:
    """Return whether this Python has the fix of python/cpython#106052; Debian 12's has not."""
    found = re.match("(?:ab?c)++", "aca")
    return found is not None and found[0] == "ac"


class _Lazily:
    """An attribute of a compiled pattern, looked up when it is first read.

    It is kept in the instance then, where later reads find it first: a class with ``__getattr__``
    would make every read of an attribute three times as slow.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: _LazyPattern, owner: type) -> Any:
        text = instance.text
        if not _repeats_groups_rightly():
            text = without_possessive_groups(text)
        value = getattr(re.compile(text, instance.flags_given), self._name)
        setattr(instance, self._name, value)
        return value


class _LazyPattern:
    """A stand-in for a compiled pattern, with what this package asks of one."""

    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.flags_given = flags

    match, search, fullmatch = _Lazily(), _Lazily(), _Lazily()
    finditer, findall, split, sub = _Lazily(), _Lazily(), _Lazily(), _Lazily()
    pattern, flags = _Lazily(), _Lazily()


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used, and may raise `re.error` then."""
    stands_in: Any = _LazyPattern(text, flags)
    stands_for: re.Pattern[str] = stands_in
    return stands_for


def all_but(characters: str) -> str:
    """Return the set, for a pattern, of all characters up to U+00FF but some.

    `re` looks such a set up in a table, while it goes through the members of a negated one, which
    takes three times as long. It is for what has a slower way for the characters beyond.
    """
    ranges: list[str] = []
    begin = 0
    for at in [*sorted(map(ord, characters)), 0x100]:
        if begin < at:
            ranges.append(f"{re.escape(chr(begin))}-{re.escape(chr(at - 1))}")
        begin = at + 1
    return f"[{''.join(ranges)}]"


def without_possessive_groups(text: str) -> str:
    """Rewrite each possessive group, ``(…)*+``, as a greedy one in an atomic group: ``(?>(…)*)``.

    Both mean the same, but Python before 3.11.5 matches possessive groups wrongly
    (python/cpython#106052). Possessive single characters and sets are not affected.
    """
    if not any(end in text for end in (")*+", ")++", ")?+", "}+")):
        return text
    token_at, possessive_at = _token().match, _possessive().match
    out: list[str] = []
    opened: list[int] = []
    pos = 0
    while pos < len(text):
        token = token_at(text, pos)
        piece = text[pos] if token is None else token[0]
        pos += len(piece)
        if piece == "(":
            opened.append(len(out))
        elif piece == ")":
            begin = opened.pop()
            quantifier = possessive_at(text, pos)
            if quantifier is not None:
                out[begin] = "(?>("
                piece = f"){quantifier[1]})"
                pos = quantifier.end()
        out.append(piece)
    return "".join(out)


@cache
def _token() -> re.Pattern[str]:
    """Match an escape or a character set: in these, parentheses do not delimit a group."""
    return re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


@cache
def _possessive() -> re.Pattern[str]:
    return re.compile(r"([*+?]|\{[0-9]*,?[0-9]*\})\+")
