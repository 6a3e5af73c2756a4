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


class _LazyPattern:
    """A stand-in for a compiled pattern.

    The first access to a method compiles the text and stores the bound method in the instance, so
    later accesses do not come through ``__getattr__``.
    """

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        text = self._text
        if not _repeats_groups_rightly():
            text = without_possessive_groups(text)
        value = getattr(re.compile(text, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used, and may raise `re.error` then."""
    stands_in: Any = _LazyPattern(text, flags)
    stands_for: re.Pattern[str] = stands_in
    return stands_for


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
