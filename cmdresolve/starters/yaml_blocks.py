"""A YAML file cut into blocks of lines, so that one can be parsed and the others skipped.

Most files are mappings in block style, with each entry on lines of its own. The cut goes by
indentation alone and can be wrong: a line inside of a quoted text may look like a key. A wrong cut
shows when the part is parsed, as a quote without an end or an alias without its anchor; callers
then parse the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Span

_TOP = pattern(r"^[^\s#]", re.MULTILINE)
_LONE_KEY = pattern(r"([\"']?)([\w.-]+)\1:[ \t]*(?:#[^\n]*)?\r?\n")
# Not ``-``: the entries of a sequence have no keys to tell them apart by.
_CHILD = pattern(r"^( +)[^\s#-]", re.MULTILINE)


@frozen
class Block:
    """A top-level key of a file with the entries below it.

    Attributes:
        key: the key.
        head: the file up to the first of the entries.
        entries: each of them, up to the next.
        rest: what follows them.
    """

    key: str
    head: Span
    entries: tuple[Span, ...]
    rest: Span


@cache
def _starts_at(indent: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{{indent}}}[^\s#]", re.MULTILINE)


def blocks(text: str, part: Span) -> Iterator[Block]:
    """Yield a block for each top-level key that has a mapping on the lines below it.

    Args:
        text: the file.
        part: the document.
    """
    tops = [found.start() for found in _TOP.finditer(text, *part)]
    for start, end in zip(tops, [*tops[1:], part.end], strict=True):
        key = _LONE_KEY.match(text, start)
        first = None if key is None else _CHILD.search(text, key.end(), end)
        if key is None or first is None:
            continue
        begin = _starts_at(len(first[1]))
        places = [found.start() for found in begin.finditer(text, first.start(), end)]
        entries = tuple(
            Span(one, after) for one, after in zip(places, [*places[1:], end], strict=True)
        )
        yield Block(key[2], Span(part.start, places[0]), entries, Span(end, part.end))


def entry_around(text: str, part: Span, at: int) -> Span | None:
    """Return the lines of the second-level entry around an offset, or None where there is none.

    Args:
        text: the file.
        part: the document.
        at: the offset.
    """
    for block in blocks(text, part):
        if block.entries and block.entries[0].start <= at < block.rest.start:
            return next(one for one in block.entries if one.start <= at < one.end)
    return None
