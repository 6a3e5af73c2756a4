"""YAML as it is written: nodes with their places, their values not interpreted.

Every starter that reads YAML begins here. What a plain ``yes``, ``010`` or ``~`` stands for is
not decided: it differs between the readers of Compose, kubectl and Podman, and is theirs.

Needs ``ruamel.yaml``, the ``yaml`` extra. Its parser's events are used, and not its composer:
they tell where an alias stands, and hold no recursion that a nested text could exhaust.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from cmdresolve.model.errors import LimitError, YamlError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, Room
from cmdresolve.model.source import Source, Span

#: How deep collections may be nested, whatever the limits say: their readers are recursive.
MOST_DEPTH = 200
#: How many nodes a node counts as that is reached through an alias (`Limits.yaml_nodes`). Parsing
#: builds it once, but every reader walks it again for each alias, so "billion laughs" cost time
#: there.
_REPEATED = 10

# An anchor, a tag, and what may stand between them and the value.
_PROPERTY = pattern(r"[&!]\S*")
_BETWEEN = pattern(r"(?:\s|(?<=\s)#[^\n]*)*+")
_DIRECTIVE = pattern(r"^%", re.MULTILINE)
_NEXT_DOCUMENT = pattern(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_SYNTAX = "yaml-syntax"


@frozen
class Scalar:
    """A scalar: a text, and how it is written.

    Attributes:
        text: what it says, escapes read and lines folded.
        span: where it stands, quotes included and anchor and tag left out.
        style: ``""`` for a plain one, or ``'``, ``"``, ``|`` or ``>``.
        tag: its tag in full (``tag:yaml.org,2002:str``, ``!reset``), or None where none is written.
        alias: where ``*name`` stands for it, when it is used by its alias.
    """

    text: str
    span: Span
    style: str = ""
    tag: str | None = None
    alias: Span | None = None


@frozen
class Sequence:
    """A sequence; `span`, `tag` and `alias` are those of `Scalar`."""

    items: tuple[Node, ...]
    span: Span
    tag: str | None = None
    alias: Span | None = None


@frozen
class Entry:
    """A key of a mapping and its value."""

    key: Node
    value: Node


@frozen
class Mapping:
    """A mapping, with every entry as written: repeated keys and ``<<`` are the reader's affair."""

    entries: tuple[Entry, ...]
    span: Span
    tag: str | None = None
    alias: Span | None = None


Node: TypeAlias = Scalar | Sequence | Mapping


@frozen
class Document:
    """One document of a file.

    Attributes:
        root: its value; for a document with nothing in it, an empty plain scalar.
        source: the file.
    """

    root: Node
    source: Source = field(repr=False)


def node_room(limits: Limits) -> Room:
    """Return a new budget of nodes, for all parts of one text to share."""
    return Room(
        limits,
        "yaml_nodes",
        "the number of YAML values, those that aliases repeat counted more than once,",
    )


def read_yaml(
    text: str, name: str = "<yaml>", limits: Limits = DEFAULT_LIMITS
) -> tuple[Document, ...]:
    """Read every document of a text.

    Args:
        text: the text.
        name: what to call it in origins and errors.
        limits: how much it may take; aliases count with what they stand for.

    Returns:
        The documents in order; none for a text of comments only.

    Raises:
        YamlError: it is no YAML (``yaml-syntax``), or `ruamel.yaml` is not installed
            (``no-extra``).
        LimitError: it is too large or deep, or repeats too much by aliases.
    """
    return tuple(each_document(text, name, limits))


def each_document(
    text: str, name: str = "<yaml>", limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document]:
    """Yield the documents of a text; a fault in one is raised after those before it are yielded.

    Args and errors are those of `read_yaml`.

    Raises:
        YamlError: as for `read_yaml`.
        LimitError: same.
    """
    yield from read_part(Source(name, text), Span(0, len(text)), node_room(limits))


def read_part(source: Source, part: Span, room: Room) -> Iterator[Document]:
    """Yield the documents in a part of a file, with spans that count from the file's start.

    Args:
        source: the file.
        part: the part, such as one document.
        room: how many more nodes the file may have (`node_room`).

    Raises:
        YamlError: as for `read_yaml`.
        LimitError: same.
    """
    at = Span(part.start, part.start)
    try:
        message = f"the length of {source.name}, of what is parsed of it,"
        room.limits.check("yaml_text", part.end - part.start, message)
    except LimitError as error:
        raise error.placed(source, at) from None
    yield from _NodeBuilder(source, part, room).documents()


class LazyDocuments:
    """The documents of a text, parsed on demand and kept; it can be iterated more than once."""

    def __init__(self, documents: Iterator[Document]) -> None:
        """Wrap an iterator that parses them, such as `each_document`."""
        self._left = documents
        self._kept: list[Document] = []
        self._fault: YamlError | LimitError | None = None

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents, then raise the fault that ended the parsing, if any did."""
        place = 0
        while True:
            if place == len(self._kept):
                found = self._next()
                if found is None:
                    return
                self._kept.append(found)
            yield self._kept[place]
            place += 1

    def _next(self) -> Document | None:
        if self._fault is not None:
            raise self._fault
        try:
            return next(self._left, None)
        except (YamlError, LimitError) as fault:
            self._fault = fault
            raise


def document_parts(text: str) -> tuple[Span, ...]:
    """Return the extents of the documents of a text, found without parsing it.

    ``---`` at the start of a line begins a document even inside of a block scalar (c-forbidden in
    YAML 1.2.2, 9.1.2), so a search for it is exact. A text with a directive is returned whole,
    because the directive belongs to the document after it.
    """
    if _DIRECTIVE.search(text):
        return (Span(0, len(text)),)
    starts = [0, *(found.start() for found in _NEXT_DOCUMENT.finditer(text)), len(text)]
    return tuple(
        Span(start, end) for start, end in itertools.pairwise(starts) if text[start:end].strip()
    )


def _fault(source: Source, at: int, message: str) -> YamlError:
    at = min(at, len(source.text))
    return YamlError(message, code=_SYNTAX, stage="create", source=source, span=Span(at, at))


def _events(source: Source, part: Span) -> Iterator[Any]:
    try:
        from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - an extra

        parser = _parser()
    except ImportError:
        raise YamlError(
            "reading YAML needs ruamel.yaml",
            code="no-extra",
            hint="pip install 'ruamel.yaml>=0.18'",
        ) from None
    text = source.text[slice(*part)]
    at = 0
    try:
        for event in parser.parse(text):
            at = event.end_mark.index
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = ": ".join(filter(None, (error.context, error.problem)))
        raise _fault(source, part.start + (at if mark is None else mark.index), message) from None
    except YAMLError as error:
        place = getattr(error, "position", at)
        character = text[place : place + 1]
        message = f"the character {character!a} is not allowed in YAML" if character else str(error)
        raise _fault(source, part.start + place, message) from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        # ruamel.yaml lets these out for a few broken texts, such as an escape beyond U+10FFFF or an
        # unfinished directive, where it should raise a YAMLError.
        message = "what follows cannot be read as YAML"
        raise _fault(source, part.start + at, message) from None


def _parser() -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415 - an extra, and slow to import

    from cmdresolve.starters.yaml_scanner import GoParser, GoReader, GoScanner  # noqa: PLC0415 - same

    parser = YAML(typ="safe", pure=True)
    parser.Reader = GoReader
    parser.Scanner = GoScanner
    parser.Parser = GoParser
    return parser


@frozen
class _Weighed:
    """A node, with the size and depth that it would have with every alias written out."""

    node: Node
    nodes: int
    depth: int


class _Open:
    """A collection that is being read: its end event has not come yet."""

    __slots__ = ("anchor", "children", "event", "start")

    def __init__(self, event: Any, start: int) -> None:
        self.event = event
        self.start = start
        self.anchor = event.anchor
        self.children: list[_Weighed] = []


class _NodeBuilder:
    """Builds nodes from parser events, with an explicit stack in place of recursion."""

    def __init__(self, source: Source, part: Span, room: Room) -> None:
        self._source = source
        self._part = part
        self._room = room
        self._open: list[_Open] = []
        self._anchors: dict[str, _Weighed | None] = {}

    def documents(self) -> Iterator[Document]:
        root: Node | None = None
        for event in _events(self._source, self._part):
            kind = type(event).__name__
            if kind in {"SequenceStartEvent", "MappingStartEvent"}:
                self._begin(event)
            elif kind in {"ScalarEvent", "AliasEvent", "SequenceEndEvent", "MappingEndEvent"}:
                done = self._done(event, kind)
                if self._open:
                    self._open[-1].children.append(done)
                else:
                    root = done.node
            elif kind == "DocumentEndEvent" and root is not None:
                self._anchors = {}
                yield Document(root, self._source)

    def _done(self, event: Any, kind: str) -> _Weighed:
        if kind == "ScalarEvent":
            return self._scalar(event)
        if kind == "AliasEvent":
            return self._alias(event)
        return self._end(event, mapping=kind == "MappingEndEvent")

    def _count(self, nodes: int, depth: int, at: int) -> None:
        place = Span(at, at)
        depth += len(self._open)
        if depth > MOST_DEPTH:
            message = f"nested more than {MOST_DEPTH} deep"
            raise LimitError(message, code="limit", source=self._source, span=place)
        try:
            self._room.limits.check("nesting", depth, "how deep the YAML is nested")
            self._room.take(nodes)
        except LimitError as error:
            raise error.placed(self._source, place) from None

    def _scalar(self, event: Any) -> _Weighed:
        start, end = self._extent(event)
        if not event.value.isascii() and any("\ud800" <= x <= "\udfff" for x in event.value):
            # An escape of half a pair: Go has no such characters, and YAML no pairs of escapes.
            raise _fault(self._source, start, "found invalid Unicode character escape code")
        self._count(1, 0, start)
        node = Scalar(event.value, Span(start, end), event.style or "", event.tag)
        return self._remember(event.anchor, _Weighed(node, 1, 0))

    def _begin(self, event: Any) -> None:
        start, _ = self._extent(event)
        self._open.append(_Open(event, start))
        self._count(1, 0, start)
        if event.anchor is not None:
            # Known but unfinished: an alias to it from inside is a cycle, not an unknown anchor.
            self._anchors[event.anchor] = None

    def _end(self, event: Any, *, mapping: bool) -> _Weighed:
        ended = self._open.pop()
        children, tag = ended.children, ended.event.tag
        last = max((x.node.alias or x.node.span).end for x in children) if children else ended.start
        # The end event of a block collection is placed at the token that ended it, which is past
        # blank lines and comments: its last child is the better end.
        span = Span(
            ended.start, self._part.start + event.end_mark.index if ended.event.flow_style else last
        )
        node: Node
        if mapping:
            pairs = zip(children[::2], children[1::2], strict=True)
            node = Mapping(tuple(Entry(key.node, value.node) for key, value in pairs), span, tag)
        else:
            node = Sequence(tuple(x.node for x in children), span, tag)
        nodes = 1 + sum(x.nodes for x in children)
        depth = 1 + max((x.depth for x in children), default=0)
        return self._remember(ended.anchor, _Weighed(node, nodes, depth))

    def _alias(self, event: Any) -> _Weighed:
        first = self._part.start
        span = Span(first + event.start_mark.index, first + event.end_mark.index)
        if event.anchor not in self._anchors:
            raise _fault(self._source, span.start, f"unknown anchor {event.anchor!r} referenced")
        found = self._anchors[event.anchor]
        if found is None:
            raise _fault(self._source, span.start, f"anchor {event.anchor!r} value contains itself")
        self._count(found.nodes * _REPEATED, found.depth, span.start)
        return evolve(found, node=evolve(found.node, alias=span))

    def _extent(self, event: Any) -> tuple[int, int]:
        """Return the start and end of a value, without its anchor, tag and trailing blanks."""
        text, first = self._source.text, self._part.start
        start, end = first + event.start_mark.index, first + event.end_mark.index
        while start < end and (found := _PROPERTY.match(text, start)):
            start = min(end, found.end())
            if between := _BETWEEN.match(text, start):
                start = min(end, between.end())
        return start, start + len(text[start:end].rstrip("\r\n \t"))

    def _remember(self, anchor: str | None, found: _Weighed) -> _Weighed:
        if anchor is not None:
            self._anchors[anchor] = found
        return found


def mapping_value(node: Mapping, key: str) -> Node | None:
    """Return the value of the last entry with a scalar key of this text, or None without one."""
    found = None
    for entry in node.entries:
        if isinstance(entry.key, Scalar) and entry.key.text == key:
            found = entry.value
    return found


def path_text(parts: Iterable[str | int]) -> str:
    """Write a path into a document as ``spec.containers[0].args[1]``."""
    from json import dumps  # noqa: PLC0415 - for the rare key that is no plain word

    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part.replace("-", "_").isidentifier():
            text += f".{part}" if text else part
        else:
            text += f"[{dumps(part, ensure_ascii=False)}]"
    return text
