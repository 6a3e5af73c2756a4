"""The patterns of ``${V#p}``, ``${V%p}`` and ``${V/p/r}`` as Buildah matches them.

Buildah tries Go's path.Match on every part of the value that could be the match. So ``*`` and ``?``
do not match a slash, ``[a-z]`` is a class, a malformed pattern matches nothing, and the value is
split between bytes, so that ``?`` can match a part of a character.
Sources: openshift/imagebuilder v1.2.21 shell_parser.go processDollar; Go 1.19 path/match.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cmdresolve.model.bounded_cache import kept_when_short
from cmdresolve.model.limits import Room
from cmdresolve.model.record import NamedTuple

_WILD = frozenset(b"*?[\\")
_RUNE_ERROR = 0xFFFD
# Trying every part takes cubic time, which a limit must bound: a step of a match is charged to the
# room of characters as if it produced this many.
_STEP_TAKES = 8
# The length of a UTF-8 sequence, by the greatest first byte that has it.
_SIZES = ((0xBF, 1), (0xDF, 2), (0xEF, 3), (0xF4, 4))


class _Any(NamedTuple):
    """``?``: any character but a slash."""


class _Class(NamedTuple):
    """``[…]``: any character that is in one of the ranges, or, negated, in none."""

    ranges: tuple[tuple[int, int], ...]
    negated: bool


# A part of a pattern without stars: literal bytes, and the above.
_Chunk = tuple["bytes | _Any | _Class", ...]
# A pattern: its chunks, each with whether a star stands before it.
_Chunks = tuple[tuple[bool, _Chunk], ...]


def trim_prefix(pattern: str, value: str, *, greedy: bool, room: Room | None = None) -> str:
    """Return `value` without the shortest (or longest) match of `pattern` at its beginning.

    Raises:
        LimitError: trying all ends takes more than is left in `room`.
    """
    text, data = _bytes(pattern), _bytes(value)
    tried = _Tried(text, data, room)
    # The bounds are imagebuilder's: its loops never try the whole value, and for the shortest match
    # not all but one byte either.
    ends: Iterable[int] = reversed(range(len(data))) if greedy else range(len(data) - 1)
    if tried.plain:
        ends = (len(text),) if len(text) < len(data) - (not greedy) else ()
    end = next((end for end in ends if tried(0, end)), 0)
    return _text(data[end:])


def trim_suffix(pattern: str, value: str, *, greedy: bool, room: Room | None = None) -> str:
    """Return `value` without the shortest (or longest) match of `pattern` at its end.

    Raises:
        LimitError: trying all starts takes more than is left in `room`.
    """
    text, data = _bytes(pattern), _bytes(value)
    tried = _Tried(text, data, room)
    # The bounds are imagebuilder's: the loop for the longest match never tries the last byte alone.
    starts: Iterable[int] = range(len(data) - 1) if greedy else reversed(range(len(data)))
    if tried.plain:
        start = len(data) - len(text)
        starts = (start,) if 0 <= start < len(data) - greedy else ()
    start = next((x for x in starts if tried(x, len(data))), len(data))
    return _text(data[:start])


def replace(pattern: str, value: str, new: str, *, where: str, room: Room | None = None) -> str:
    """Return a value with the longest match at the first possible place replaced.

    Args:
        pattern: the pattern.
        value: the value.
        new: the replacement.
        where: ``/`` to replace all matches, ``#`` or ``%`` for one at the beginning or the end,
            empty for the first one.
        room: the budget of characters, for replacements and for the steps of trying.

    Raises:
        LimitError: it takes more than is left in `room`.
    """
    text, data, put = _bytes(pattern), _bytes(value), _bytes(new)
    tried = _Tried(text, data, room)
    done: list[bytes] = []
    start = pos = 0
    while start < len(data):
        if where == "#" and start:
            break
        if tried.plain and where != "#":
            start = data.find(text, start)
            if start < 0:
                break
        ends = range(len(data), start, -1)
        if where == "%":
            ends = range(len(data), len(data) - 1, -1)
        elif tried.plain:
            ends = range(start + len(text), start + len(text) - 1, -1)
        end = next((end for end in ends if tried(start, end)), None)
        if end is None:
            start += 1
            continue
        if room is not None:
            room.take(len(put))
        done += [data[pos:start], put]
        start = pos = end
        if where != "/":
            break
    return _text(b"".join((*done, data[pos:])))


def _is_plain(pattern: bytes) -> bool:
    """Return whether a pattern has no wildcards, so that it matches only itself."""
    return _WILD.isdisjoint(pattern)


class _Tried:
    """A pattern to be tried on many parts of one value.

    Attributes:
        plain: whether it has no wildcards. Then a search replaces the trying of every part.
    """

    def __init__(self, pattern: bytes, data: bytes, room: Room | None) -> None:
        self.plain = _is_plain(pattern)
        self._pattern = pattern
        self._data = data
        self._room = room
        self._chunks = () if self.plain else _chunks(pattern) or ()
        # Most starts fail at the literal that a pattern begins with: that is checked at no charge.
        star, first = self._chunks[0] if self._chunks else (True, ())
        self._begins = first[0] if not star and isinstance(first[0], bytes) else b""
        # At worst a star tries every part of a chunk at every byte.
        self._takes = _STEP_TAKES * (1 + max((len(x) for _, x in self._chunks), default=0))

    def __call__(self, start: int, end: int) -> bool:
        """Return whether the bytes from `start` to `end` match, after charging the room."""
        if self.plain:
            return self._data[start:end] == self._pattern
        if not self._chunks or not self._data.startswith(self._begins, start):
            return False
        if self._room is not None:
            self._room.take((end - start) * self._takes)
        return _whole(self._chunks, self._data[start:end])


def match(pattern: bytes, name: bytes) -> bool:
    """Return whether a pattern matches a whole name (path.Match; False for a malformed one)."""
    if _is_plain(pattern):
        return pattern == name
    chunks = _chunks(pattern)
    return chunks is not None and _whole(chunks, name)


def _whole(chunks: _Chunks, name: bytes) -> bool:
    """Match chunk by chunk, without backtracking into chunks before, as path.Match does."""
    pos = 0
    last = len(chunks) - 1
    for number, (star, chunk) in enumerate(chunks):
        if star and not chunk:
            return b"/" not in name[pos:]
        for start in _starts(name, pos) if star else (pos,):
            end = _chunk_end(chunk, name, start)
            if end is not None and (number < last or end == len(name)):
                pos = end
                break
        else:
            return False
    return pos == len(name)


def _starts(name: bytes, pos: int) -> Iterator[int]:
    """Yield the offsets at which the chunk after a star may begin: up to the next slash."""
    slash = name.find(b"/", pos)
    yield from range(pos, (len(name) if slash < 0 else slash) + 1)


def _chunk_end(chunk: _Chunk, name: bytes, pos: int) -> int | None:
    """Return the end of a chunk that matches at an offset, or None (path/match.go matchChunk)."""
    for part in chunk:
        if isinstance(part, bytes):
            if not name.startswith(part, pos):
                return None
            pos += len(part)
            continue
        if pos >= len(name):
            return None
        character, size = _rune(name, pos)
        if isinstance(part, _Any):
            if name[pos] == ord("/"):
                return None
        elif any(low <= character <= high for low, high in part.ranges) is part.negated:
            return None
        pos += size
    return pos


@kept_when_short
def _chunks(pattern: bytes) -> _Chunks | None:
    """Split a pattern at its stars; return None for a malformed one."""
    chunks: list[tuple[bool, _Chunk]] = []
    pos = 0
    while pos < len(pattern):
        begin = pos
        while pattern[pos : pos + 1] == b"*":
            pos += 1
        star = pos > begin
        parts: list[bytes | _Any | _Class] = []
        while pos < len(pattern) and pattern[pos : pos + 1] != b"*":
            read = _part(pattern, pos)
            if read is None:
                return None
            part, pos = read
            parts.append(part)
        chunks.append((star, _joined(parts)))
    return tuple(chunks)


def _joined(parts: list[bytes | _Any | _Class]) -> _Chunk:
    """Join literal bytes that follow each other."""
    joined: list[bytes | _Any | _Class] = []
    literal: list[bytes] = []
    for part in (*parts, None):
        if isinstance(part, bytes):
            literal.append(part)
            continue
        if literal:
            joined.append(b"".join(literal))
            literal = []
        if part is not None:
            joined.append(part)
    return tuple(joined)


def _part(pattern: bytes, pos: int) -> tuple[bytes | _Any | _Class, int] | None:
    """Read one element of a chunk and the offset after it; None if it is malformed."""
    character = pattern[pos : pos + 1]
    if character == b"?":
        return _Any(), pos + 1
    if character == b"[":
        return _class(pattern, pos + 1)
    if character == b"\\":
        pos += 1
        if pos == len(pattern):
            return None
    return pattern[pos : pos + 1], pos + 1


def _class(pattern: bytes, pos: int) -> tuple[_Class, int] | None:
    negated = pattern[pos : pos + 1] == b"^"
    pos += negated
    ranges: list[tuple[int, int]] = []
    while not ranges or pattern[pos : pos + 1] != b"]":
        bound = _bound(pattern, pos)
        if bound is None:
            return None
        low, pos = bound
        high = low
        if pattern[pos : pos + 1] == b"-":
            bound = _bound(pattern, pos + 1)
            if bound is None:
                return None
            high, pos = bound
        ranges.append((low, high))
    return _Class(tuple(ranges), negated), pos + 1


def _bound(pattern: bytes, pos: int) -> tuple[int, int] | None:
    """Read one character of a class, which must not be the last of the pattern (getEsc)."""
    if pattern[pos : pos + 1] in (b"", b"-", b"]"):
        return None
    if pattern[pos : pos + 1] == b"\\":
        pos += 1
        if pos == len(pattern):
            return None
    character, size = _rune(pattern, pos)
    end = pos + size
    if (character == _RUNE_ERROR and size == 1) or end == len(pattern):
        return None
    return character, end


def _rune(data: bytes, pos: int) -> tuple[int, int]:
    """Decode one character and its length; an invalid byte is U+FFFD of length 1 (DecodeRune)."""
    if data[pos] < 0x80:  # noqa: PLR2004 - ASCII
        return data[pos], 1
    size = next((size for most, size in _SIZES if data[pos] <= most), 1)
    try:
        return ord(data[pos : pos + size].decode()), size
    except UnicodeDecodeError:
        return _RUNE_ERROR, 1


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
