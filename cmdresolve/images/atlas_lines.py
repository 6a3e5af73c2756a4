"""What the atlas supposes of a tag it does not have: what all tags of its line have in common.

A line is all tags of a repository that differ in numbers alone, such as ``3.*-slim-bookworm``;
where there is none, those with the same words behind the version, and at last the repository. Of
a line those tags count that are still built, for a tag that is newer than the atlas was built as
they are; where none is, all do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.images.atlas_store import Fields
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.images.atlas_names import Name
    from cmdresolve.images.atlas_store import Row, Store, Tag

_NUMBER = pattern(r"[0-9]+(?:[._][0-9]+)*(?:(?:[._-]?(?:rc|alpha|beta|m|a|b|ea|p|r)[.-]?)[0-9]+)?")
_WINDOWS = "windows"


def suppose(store: Store, name: Name, day: str, system: str) -> tuple[Fields, str, str] | None:
    """Return what the tags of a line have in common, their system, and the line.

    Args:
        store: the atlas.
        name: the image.
        day: the day that the values must hold on.
        system: ``linux`` or ``windows``; images of the other are looked at only where there are
            none of it.
    """
    tags = [tag for part in store.parts(name.repository) for tag in part.all_tags()]
    if not any(row.system == system for tag in tags for row in tag.rows):
        if system == _WINDOWS:
            return None
        system = _WINDOWS
    for line in _lines(name.tag):
        members = [
            tag
            for tag in tags
            if line in _lines(tag.name) and any(row.system == system for row in tag.rows)
        ]
        if members:
            built = [tag for tag in members if tag.built] or members
            values = {tag.part.value(_held(tag, day, system).value) for tag in built}
            return _common(values), system, line
    return None


def _lines(tag: str) -> Iterator[str]:
    if tag:
        whole = _NUMBER.sub("*", tag)
        if whole != tag:
            yield whole
        _, dash, variant = tag.partition("-")
        if dash:
            yield f"*-{_NUMBER.sub('*', variant)}"
    yield "*"


def _held(tag: Tag, day: str, system: str) -> Row:
    rows = [row for row in tag.rows if row.system == system]
    return next((row for row in reversed(rows) if row.since <= day), rows[0])


def _common(values: set[Fields]) -> Fields:
    first = next(iter(values))
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
