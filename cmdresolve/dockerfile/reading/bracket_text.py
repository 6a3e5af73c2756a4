"""Text that begins with a bracket: a list that somebody meant, or a script for the shell."""

from __future__ import annotations

import re

from cmdresolve.model.lazy_pattern import pattern

#: Typographic quotes, as word processors make them of plain ones.
CURLY_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
CURLY_SINGLE = "\u2018\u2019\u201a\u201b\u2032"
#: An empty list with a remark after it: a pattern for files has more inside of its brackets.
NOTHING_AND_REMARK = pattern(r"\[[ \t]*\][ \t]*(?:#|//)")

_TOKEN = pattern(r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|[\],]|[^\s\"'\],]+", re.DOTALL)
_QUOTES = "\"'\\" + CURLY_DOUBLE + CURLY_SINGLE


def is_for_a_shell(text: str, start: int) -> bool:
    """Say whether a text that starts with ``[`` is no list: ``[ x = y ]``, ``[[ … ]]``, ``[a-z]*``.

    ``[kSNP4]`` is meant as a list, and so is ``[ "a" "b" ]``.
    """
    if NOTHING_AND_REMARK.match(text, start):
        return False
    following = text[start + 1 : start + 2]
    if following == "[":
        return text[start + 2 : start + 3] in ("", " ", "\t")
    if following and following in _QUOTES:
        return False
    tokens = []
    closed = len(text)
    for match in _TOKEN.finditer(text, start + 1):
        if match[0] == ",":
            return False
        if match[0] == "]":
            closed = match.end()
            break
        tokens.append(match[0])
    alone = not text[closed:].strip()
    quoted = [token[0] in _QUOTES for token in tokens]
    if following in ("", " ", "\t"):
        return not quoted or not all(quoted) or not (alone or len(quoted) > 1)
    return not alone and not any(quoted)
