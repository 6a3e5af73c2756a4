"""Write the file that the library ships (`cmdresolve.images.atlas_store` reads it)."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cmdresolve.images.atlas_store import FILTERS, NOT_TOLD, PART, Fields, write_part, write_value

#: How much text a block holds at least before the next begins.
BLOCK = 260_000


class Moment(NamedTuple):
    """What a tag says from a day on: the system, the day (empty for the first) and the value.

    The value is None where it could not be told.
    """

    system: str
    since: str
    value: Fields | None


class Line(NamedTuple):
    """A tag: what it said over time, by system and day, and whether it is still built."""

    moments: tuple[Moment, ...]
    built: bool


class Repository(NamedTuple):
    """The tags of a repository, and the repositories in which their files are."""

    tags: Mapping[str, Line]
    sources: tuple[str, ...]


def pack(repositories: Mapping[str, Repository], as_of: str) -> bytes:
    """Return the file for repositories and their tags."""
    index, blocks = [], []
    for (repository, tag), text in _blocks(repositories):
        block = _compressed(text)
        index.append(f"{repository}\t{tag}\t{len(block)}")
        blocks.append(block)
    head = _compressed("\n".join(index))
    return b"".join([f"2 {as_of} {len(head)}\n".encode(), head, *blocks])


def _compressed(text: str) -> bytes:
    return lzma.compress(text.encode(), lzma.FORMAT_RAW, filters=FILTERS)


def _blocks(
    repositories: Mapping[str, Repository],
) -> Iterator[tuple[tuple[str, str], str]]:
    first: tuple[str, str] | None = None
    waiting: list[str] = []
    size = 0
    for repository in sorted(repositories):
        sources = repositories[repository].sources
        part = _Part(repository, sources)
        for tag, line in sorted(repositories[repository].tags.items()):
            if first is not None and size + part.size > BLOCK:
                yield first, PART.join([*waiting, *part.text()])
                first, waiting, size, part = None, [], 0, _Part(repository, sources)
            if first is None:
                first = (repository, tag)
            part.add(tag, line)
        waiting += part.text()
        size += part.size
    if first is not None:
        yield first, PART.join(waiting)


class _Part:
    """The text of one repository in one block."""

    def __init__(self, repository: str, sources: tuple[str, ...]) -> None:
        self._repository = repository
        self._sources = sources
        self._values: dict[str, int] = {}
        self._histories: dict[str, int] = {}
        self._tags: dict[str, str] = {}
        self.size = 0

    def add(self, tag: str, line: Line) -> None:
        """Add a tag."""
        systems: dict[str, list[str]] = {}
        for moment in line.moments:
            number = self._number(moment.value)
            known = systems.setdefault(moment.system, [])
            known.append(f"{moment.since}={number}" if known else f"{number}")
        history = "|".join(f"{system} {' '.join(rows)}" for system, rows in systems.items())
        if history not in self._histories:
            self.size += len(history)
        number = self._histories.setdefault(history, len(self._histories))
        self._tags[tag] = f"{number}{'.' if line.built else ''}"
        self.size += len(tag) + len(self._tags[tag])

    def _number(self, value: Fields | None) -> int:
        if value is None:
            return NOT_TOLD
        text = write_value(value)
        if text not in self._values:
            self.size += len(text)
        return self._values.setdefault(text, len(self._values))

    def text(self) -> list[str]:
        """Return its text; nothing where nothing was added."""
        if not self._tags:
            return []
        return [
            write_part(self._repository, self._sources, self._values, self._histories, self._tags)
        ]
