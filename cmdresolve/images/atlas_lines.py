"""What the atlas supposes of a tag that it does not have: what the tags of its line have in common.

A line is the tags of a repository that differ only in numbers, such as ``3.*-slim-bookworm``; if
there are none, the tags with the same words after the version; and then the whole repository. Of a
line only the tags that are still built are used, if there are any, because a tag that is newer than
the atlas was built as they are.
"""

from __future__ import annotations

import re

from cmdresolve.images.atlas_store import NOT_TOLD, Fields
from cmdresolve.model.lazy_pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cmdresolve.images.atlas_names import Name
    from cmdresolve.images.atlas_store import Row, Store, Tag

_ANY = "*"
_WINDOWS = "windows"
_NUMBERS = r"[0-9]+(?:[._][0-9]+)*(?:[._-]?(?:rc|alpha|beta|ea|a|b|m|p|r)[.-]?[0-9]+)?"
_NUMBER = pattern(_NUMBERS)


def of_pattern(tags: Iterable[Tag], name: str) -> Tag | None:
    """Return the most specific pattern tag that covers a tag, as ``*-slim`` does ``3-slim``."""
    fitting = [tag for tag in tags if _stands_for(tag.name, name)]
    return max(fitting, key=lambda tag: len(tag.name.replace(_ANY, "")), default=None)


def _stands_for(line: str, name: str) -> bool:
    """Say whether a pattern such as ``*-slim`` covers a tag; compiling it to `re` takes longer."""
    first, *others = line.split(_ANY)
    if not others:
        return line == name
    last = others.pop()
    if not name.startswith(first) or len(name) < len(first) + len(last) or not name.endswith(last):
        return False
    at, end = len(first), len(name) - len(last)
    for piece in others:
        found = name.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def suppose(store: Store, name: Name, day: str, system: str) -> tuple[Fields, str, str] | None:
    """Return what the tags of the nearest line have in common, their system, and the line.

    Args:
        store: the atlas.
        name: the image.
        day: the day of the values.
        system: ``linux`` or ``windows``; for ``linux``, images for Windows are used where there
            are no others.
    """
    parts = store.parts(name.repository)
    systems = {row.system for part in parts for row in part.all_rows()}
    if system not in systems:
        if system == _WINDOWS or not systems:
            return None
        system = _WINDOWS
    for line, tags in _lines(name.tag):
        members = [
            tag
            for part in parts
            for tag in part.matching(tags)
            if any(row.system == system for row in tag.rows)
        ]
        built = [tag for tag in members if tag.built] or members
        numbers = {(id(x.part), held(x.rows, day, system).value): x.part for x in built}
        values = {part.value(at) for (_, at), part in numbers.items() if at != NOT_TOLD}
        if values:
            return common(values), system, line
    return None


def held(rows: tuple[Row, ...], day: str, system: str) -> Row:
    """Return the row of a day, or the first row for a day before it."""
    own = [row for row in rows if row.system == system]
    return next((row for row in reversed(own) if row.since <= day), own[0])


def _lines(tag: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a tag, the nearest first, each with a regular expression for its tags."""
    if tag:
        whole = _NUMBER.sub(_ANY, tag)
        if whole != tag:
            yield whole, _pattern(whole, _NUMBERS).pattern
        _, dash, variant = tag.partition("-")
        if dash:
            line = _NUMBER.sub(_ANY, variant)
            yield f"*-{line}", rf"[^-]*-{_pattern(line, _NUMBERS).pattern}"
    yield _ANY, r".+"


def _pattern(line: str, stands_for: str) -> re.Pattern[str]:
    return re.compile(re.escape(line).replace(r"\*", stands_for))


def common(values: set[Fields]) -> Fields:
    """Return what values have in common; fields on which they differ are unknown."""
    first = min(values, key=repr)
    if len(values) == 1:
        return first
    columns = dict(
        zip(Fields._fields, (set(column) for column in zip(*values, strict=True)), strict=True)
    )
    said = {
        "Entrypoint": columns["entrypoint"],
        "Cmd": columns["cmd"],
        "Shell": columns["shell"],
        "OnBuild": columns["on_build"],
    }
    unknown = {name for name, found in said.items() if len(found) > 1}
    unknown.update(name for value in values for name in value.unknown or ())
    same = {name: next(iter(found)) if len(found) == 1 else None for name, found in columns.items()}
    env = set.intersection(*(set(value.env or ()) for value in values))
    names = {
        text.partition("=")[0]
        for value in values
        for text in (*(value.env or ()), *(value.names or ()))
    } - {text.partition("=")[0] for text in env}
    return Fields(
        **{
            **same,
            "env": tuple(text for text in first.env or () if text in env),
            "names": tuple(sorted(names)),
            "text": same["text"] if len(columns["text"]) == 1 else None,
            "unknown": tuple(sorted(unknown)),
        }
    )
