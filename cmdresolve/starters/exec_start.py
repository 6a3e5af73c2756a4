"""What systemd makes of the words of an ``ExecStart=`` when it starts the unit.

Source: systemd.service(5) COMMAND LINES and systemd.unit(5) SPECIFIERS of systemd 262. Where they
are silent, as on what is no name, each row of ``tests/starters/test_exec_start.py`` was run by a
user's manager of that version, or put to its ``systemd-analyze verify``.
"""

from __future__ import annotations

import re

from attrs import frozen

from cmdresolve.model.lazy_pattern import pattern

_SPECIFIER = pattern(r"(?:[^%]|%%|%(?![A-Za-z0-9%]))*+%[A-Za-z0-9]")
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
# In a word a variable stands in braces. One with a colon in them, as a default has, is none.
_IN_WORD = pattern(r"\$(?:\$|\{([^}:]*)\})")


@frozen
class StartedWords:
    """The words that a service starts with.

    Attributes:
        words: the words, as far as they are known.
        unknown: those that depend on the unit's name, or on its environment, as written.
        dropped: those in whose place nothing stands, as written.
        ended: the words behind a ``;`` that stands alone, which is where the command ends.
    """

    words: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


def started_words(written: list[str]) -> StartedWords:
    """Put in what systemd puts in.

    ``%%`` and ``$$`` are one sign each. ``${NAME}`` counts in any word, ``$NAME`` only as a word of
    its own, and such a word is dropped where what follows the sign is no name: ``sh -c "echo $A"``
    gets the dollar. What specifiers and the environment hold is not known here.

    Args:
        written: the words, unquoted as Quadlet writes them.
    """
    end = written.index(";") if ";" in written else len(written)
    words, unknown, dropped = list[str](), list[str](), list[str]()
    for word in written[:end]:
        if _SPECIFIER.match(word):
            unknown.append(word)
            words.append(word)
            continue
        plain = word.replace("%%", "%")
        if plain[:1] == "$" and plain[1:2] not in ("{", "$"):
            if _NAME.fullmatch(plain, 1):
                unknown.append(word)
                words.append(plain)
            else:
                dropped.append(word)
            continue
        if any(name and _NAME.fullmatch(name) for name in _IN_WORD.findall(plain)):
            unknown.append(word)
        words.append(_IN_WORD.sub(_put, plain))
    return StartedWords(tuple(words), tuple(unknown), tuple(dropped), tuple(written[end + 1 :]))


def _put(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "$"
    return found[0] if _NAME.fullmatch(name) else ""
