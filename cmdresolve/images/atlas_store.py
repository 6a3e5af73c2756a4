"""The format in which the atlas is shipped: a file of small compressed blocks, with an index.

The file (``tables/atlas/atlas.bin``, written by ``python -m tests.atlas pack``) is

* a line: the format's number, the day of the atlas, and the length of the index in bytes;
* the index, compressed: a line for each block, with the first repository and tag in it and its
  length in bytes; the blocks follow in this order;
* the blocks, compressed: a part for each repository, as `write_part` writes it. Numbers of values
  and histories count from 0 within a part.

Neither JSON nor ``importlib.resources`` is used, because loading either takes longer than a
look-up; and of ``lzma`` only the module in C, because the rest takes a tenth of a first look-up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache

from cmdresolve.model.record import NamedTuple

try:
    from _lzma import FILTER_LZMA2, FORMAT_RAW, PRESET_EXTREME, LZMADecompressor
except ImportError:
    from lzma import FILTER_LZMA2, FORMAT_RAW, PRESET_EXTREME, LZMADecompressor

#: The compression of blocks: raw LZMA2, as the header of a container would be a tenth of a block.
FILTERS = [
    {
        "id": FILTER_LZMA2,
        "preset": 9 | PRESET_EXTREME,
        "dict_size": 1 << 20,
        "lc": 3,
        "lp": 0,
        "pb": 0,
    }
]

_FORMAT = "2"
_PACKAGE = __file__.replace("\\", "/").rpartition("/images/")[0]
# A source tree keeps its tables beside the package, a wheel inside it.
_PATHS = ("_tables/atlas/atlas.bin", "../tables/atlas/atlas.bin")

#: What separates the fields of a value, precedes each word of a field, and replaces a line end.
_FIELD, _WORD, _LINE = "\x1e", "\x1f", "\x1d"
#: What separates the parts of a block, and the sections of a part.
PART, _SECTION = "\x1b", "\x1c"
#: Tags are front-coded: the first character says how many characters are those of the tag before.
#: ``!`` is none, and ``~`` the most.
_NONE, _MOST = ord("!"), ord("~") - ord("!")

#: The number of a value that is not known, other than that it was not the one before.
NOT_TOLD = -1


class Block(NamedTuple):
    """A block of the file.

    Attributes:
        repository: the first repository in it.
        tag: the first tag in it of that repository.
        start: its offset in bytes from the end of the index.
        length: its length in bytes.
    """

    repository: str
    tag: str
    start: int
    length: int


class Row(NamedTuple):
    """The value of a tag on a system, from a day on.

    Attributes:
        system: ``linux`` or ``windows``.
        since: the day, ``YYYY-MM-DD``; empty for the first row.
        value: the number of the value, or `NOT_TOLD`.
    """

    system: str
    since: str
    value: int


class Tag(NamedTuple):
    """A tag.

    Attributes:
        part: the part that has its values.
        name: the tag; with a ``*`` in it, a pattern for tags.
        rows: its history.
        built: whether it is still built.
    """

    part: Part
    name: str
    rows: tuple[Row, ...]
    built: bool


class Fields(NamedTuple):
    """A value: the fields of an image config, None for a list that is absent.

    Attributes:
        entrypoint: ``Entrypoint``.
        cmd: ``Cmd``.
        shell: ``Shell``.
        on_build: ``OnBuild``.
        env: the variables of ``Env`` that are the same for all tags of the image's line.
        names: the names of the variables of ``Env`` that are not.
        text: ``User``, ``WorkingDir`` and ``StopSignal``.
        shells: the shells in the image; None where that is not known.
        unknown: the names of the fields among these that are not known.
    """

    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    shell: tuple[str, ...] | None = None
    on_build: tuple[str, ...] | None = None
    env: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    text: tuple[str, ...] | None = None
    shells: tuple[str, ...] | None = None
    unknown: tuple[str, ...] | None = None


def write_value(value: Fields) -> str:
    """Return a value as one line."""
    return _FIELD.join(
        "-" if words is None else "".join(_WORD + word.replace("\n", _LINE) for word in words)
        for words in value
    )


def read_value(line: str) -> Fields:
    """Read what `write_value` wrote."""
    return Fields(*map(_words, line.split(_FIELD)))


def _words(text: str) -> tuple[str, ...] | None:
    if text == "-":
        return None
    return tuple(text.replace(_LINE, "\n").split(_WORD)[1:])


class Part:
    """The data of one repository in a block.

    Attributes:
        sources: the repositories on GitHub that have its build files.
        values: the values, as text.
        histories: the histories, as text.
    """

    def __init__(self, text: str) -> None:
        """Read what `write_part` wrote, without the name."""
        sources, values, histories, self._numbers, self._tags = text.split(_SECTION)
        self.sources = tuple(sources.split())
        self.values = values.split("\n")
        self.histories = histories.split("\n")

    @cached_property
    def _by_tag(self) -> dict[str, str]:
        """The number of the history of each tag, with a dot if the tag is still built."""
        return dict(zip(_uncoded(self._tags), self._numbers.split(" "), strict=True))

    def history(self, tag: str) -> tuple[Row, ...]:
        """Return the rows of a tag by system and day; none if the part does not have it."""
        place = _place(self._tags, tag)
        if place is None:
            return ()
        number = self._numbers.split(" ")[place]
        return rows(self.histories[int(number.rstrip("."))])

    def matching(self, tags: str = r".+") -> Iterator[Tag]:
        """Yield the tags that match a regular expression."""
        return self._fitting(re.compile(tags).fullmatch)

    def wide(self) -> Iterator[Tag]:
        """Yield the tags that are patterns."""
        return self._fitting(lambda name: "*" in name)

    def _fitting(self, fits: Callable[[str], object]) -> Iterator[Tag]:
        found: dict[str, tuple[Row, ...]] = {}
        for name, number in self._by_tag.items():
            if fits(name):
                if number not in found:
                    found[number] = rows(self.histories[int(number.rstrip("."))])
                yield Tag(self, name, found[number], number.endswith("."))

    def all_rows(self) -> Iterator[Row]:
        """Yield every row of its histories."""
        for text in self.histories:
            yield from rows(text)

    def value(self, number: int) -> Fields:
        """Return a value."""
        return read_value(self.values[number])


def write_part(
    repository: str,
    sources: Iterable[str],
    values: Iterable[str],
    histories: Iterable[str],
    tags: Mapping[str, str],
) -> str:
    """Return the text of a part; the parts of a block are joined by `PART`.

    Its sections are: its name; the repositories with its build files; its values (`write_value`);
    its histories (`rows`); the number of each tag's history, with a dot if the tag is still built;
    and the tags, sorted and front-coded.
    """
    return _SECTION.join(
        (
            repository,
            " ".join(sources),
            "\n".join(values),
            "\n".join(histories),
            " ".join(tags.values()),
            "\n".join(_coded(tags)),
        )
    )


def _coded(tags: Iterable[str]) -> Iterator[str]:
    before = ""
    for tag in tags:
        pairs = enumerate(zip(before, tag, strict=False))
        same = next((at for at, (a, b) in pairs if a != b), min(len(before), len(tag)))
        same = min(same, _MOST)
        yield chr(_NONE + same) + tag[same:]
        before = tag


def _uncoded(text: str) -> Iterator[str]:
    tag = ""
    for line in text.split("\n"):
        tag = tag[: ord(line[0]) - _NONE] + line[1:]
        yield tag


def _place(text: str, wanted: str) -> int | None:
    """Return the index of a tag among front-coded tags, or None.

    No tag is decoded. `common` is how much the tag before has in common with the wanted one; a tag
    that shares more than that with it differs from the wanted one at the same place.
    """
    common = 0
    for place, line in enumerate(text.split("\n")):
        same = ord(line[0]) - _NONE
        if same > common:
            continue
        rest, own = wanted[same:], line[1:]
        if own == rest:
            return place
        pairs = enumerate(zip(own, rest, strict=False))
        differ = next((at for at, (a, b) in pairs if a != b), min(len(own), len(rest)))
        common = same + differ
    return None


def rows(text: str) -> tuple[Row, ...]:
    """Read a history: by system, the first value, and each change with its day.

    It is written as ``linux 0 2020-05-05=1|windows 3``.
    """
    found: list[Row] = []
    for one in text.split("|"):
        system, first, *changes = one.split(" ")
        found.append(Row(system, "", int(first)))
        for change in changes:
            since, _, value = change.partition("=")
            found.append(Row(system, since, int(value)))
    return tuple(found)


class Store:
    """The file; a block is decompressed when it is needed."""

    def __init__(self, data: bytes) -> None:
        """Read the head and the index."""
        end = data.index(b"\n") + 1
        form, self.as_of, length = data[:end].decode().split()
        if form != _FORMAT:
            raise ValueError(f"the atlas has format {form}, and {_FORMAT} is read here")
        self._first = end + int(length)
        self._data = data
        self._blocks: list[Block] = []
        start = 0
        for line in _plain(data[end : self._first]).split("\n"):
            repository, tag, length = line.split("\t")
            self._blocks.append(Block(repository, tag, start, int(length)))
            start += int(length)
        self._keys = [(block.repository, block.tag) for block in self._blocks]

    def part(self, repository: str, tag: str) -> Part | None:
        """Return the part that would have a tag, or None if the repository is not known."""
        at = bisect_right(self._keys, (repository, tag)) - 1
        # The repository may begin in the next block, for a tag that sorts before its first.
        for index in (at, at + 1):
            if 0 <= index < len(self._blocks):
                found = self._parts(index).get(repository)
                if found is not None:
                    return found
        return None

    def parts(self, repository: str) -> list[Part]:
        """Return all parts of a repository."""
        first = max(bisect_right(self._keys, (repository, "")) - 1, 0)
        found = []
        for index in range(first, len(self._blocks)):
            if self._blocks[index].repository > repository:
                break
            part = self._parts(index).get(repository)
            if part is not None:
                found.append(part)
        return found

    def repositories(self) -> list[str]:
        """Return the names of all repositories, in order."""
        names = {name for index in range(len(self._blocks)) for name in self._parts(index)}
        return sorted(names)

    @lru_cache(maxsize=64)  # noqa: B019 - there is one store
    def _parts(self, index: int) -> dict[str, Part]:
        block = self._blocks[index]
        start = self._first + block.start
        return _split(_plain(self._data[start : start + block.length]))


def _split(text: str) -> dict[str, Part]:
    pieces = (piece.split(_SECTION, 1) for piece in text.split(PART))
    return {name: Part(rest) for name, rest in pieces}


def _plain(data: bytes) -> str:
    return LZMADecompressor(FORMAT_RAW, filters=FILTERS).decompress(data).decode()


@cache
def shipped() -> Store:
    """Return the store that is shipped with the library."""
    for path in _PATHS:
        try:
            with open(f"{_PACKAGE}/{path}", "rb") as file:  # noqa: PTH123 - as for JSON
                return Store(file.read())
        except FileNotFoundError:
            continue
    raise FileNotFoundError("this copy of cmdresolve has no atlas")
