"""A changed Compose file, parsed only as far as one of its services needs.

To prove the mend of a service, the file is read again with the mend in it. If nothing has changed
but the lines of that service, only the services that it names, directly or not, can matter; in a
file of hundreds of services most are then left unparsed.
"""

from __future__ import annotations

import re

from cmdresolve.model.errors import LimitError, YamlError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Limits, Room
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.yaml_blocks import Block, blocks
from cmdresolve.starters.yaml_nodes import (
    Document,
    Entry,
    LazyDocuments,
    Mapping,
    document_parts,
    node_room,
    read_part,
)

_NAME = pattern(r" *([\"']?)([\w.-]+)\1:(?=\s)")
_WORD = pattern(r"[\w.-]+")
# Several documents, and features by which any service may depend on any other.
_WHOLE = pattern(r"^(?:\.\.\.|%|include:)|!reset|!override|extends", re.MULTILINE)


def narrowed(before: str, after: str, name: str, file: str, limits: Limits) -> LazyDocuments | None:
    """Parse a changed file without the services that do not matter to one of them.

    Args:
        before: the unchanged text, which Compose accepts.
        after: the changed text.
        name: the service.
        file: what the file is called.
        limits: how much it may take.

    Returns:
        Its one document, with spans into the whole text; None where more has changed than the lines
        of the service, or where the whole file has to be read.
    """
    was, now = _services(before), _services(after)
    if was is None or now is None or list(was) != list(now) or name not in now:
        return None
    old, new = was[name], now[name]
    if before[: old.start] != after[: new.start] or before[old.end :] != after[new.end :]:
        return None
    block = _block(after)
    if block is None:
        return None
    needed = _needed(name, after, now)
    parts = [span for other, span in now.items() if other in needed]
    source = Source(file, after)
    limits.check("text", len(after), f"the length of {file}")
    try:
        root = _joined(source, block, parts, node_room(limits))
    except (YamlError, LimitError):
        return None
    return None if root is None else LazyDocuments(iter((Document(root, source),)))


def _block(text: str) -> Block | None:
    parts = document_parts(text)
    if len(parts) != 1 or _WHOLE.search(text):
        return None
    found = [one for one in blocks(text, parts[0]) if one.key == "services"]
    return found[0] if len(found) == 1 else None


def _services(text: str) -> dict[str, Span] | None:
    """Return the extent of each service's lines by name, or None where they are not clear."""
    block = _block(text)
    if block is None:
        return None
    found: dict[str, Span] = {}
    for span in block.entries:
        name = _NAME.match(text, span.start)
        if name is None or name[2] in found:
            return None
        found[name[2]] = span
    return found


def _needed(name: str, text: str, services: dict[str, Span]) -> set[str]:
    """Return a service and those whose names occur in its lines, in theirs, and so on."""
    needed, waiting = {name}, [name]
    while waiting:
        lines = text[slice(*services[waiting.pop()])]
        more = {word for word in _WORD.findall(lines) if word in services} - needed
        needed |= more
        waiting += more
    return needed


def _joined(source: Source, block: Block, parts: list[Span], room: Room) -> Mapping | None:
    head = _mapping(source, block.head, room)
    services = [_mapping(source, part, room) for part in parts]
    has_rest = bool(source.text[slice(*block.rest)].strip())
    rest = _mapping(source, block.rest, room) if has_rest else None
    if head is None or not head.entries or (rest is None) is has_rest:
        return None
    entries: list[Entry] = []
    for one in services:
        if one is None or len(one.entries) != 1:
            return None
        entries += one.entries
    below = Mapping(tuple(entries), Span(block.head.end, block.rest.start))
    own = Entry(head.entries[-1].key, below)
    more = () if rest is None else rest.entries
    return Mapping((*head.entries[:-1], own, *more), Span(block.head.start, block.rest.end))


def _mapping(source: Source, part: Span, room: Room) -> Mapping | None:
    found = list(read_part(source, part, room))
    root = found[0].root if len(found) == 1 else None
    return root if isinstance(root, Mapping) else None
