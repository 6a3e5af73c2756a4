"""The values of a Compose file: aliases followed, merge keys applied, ``!reset`` tags recorded.

Source: compose-go v2.9.1 loader/reset.go ResetProcessor; go.yaml.in/yaml/v3 decode.go mapping,
merge; recorded ``yaml_typing``, ``merge_extends_anchors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, field, frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.model.errors import ComposeError
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.compose.scalars import TagError
from cmdresolve.starters.compose.scalars import decoded as decoded_scalar
from cmdresolve.starters.compose.scalars import kind as kind_of_scalar
from cmdresolve.starters.yaml_nodes import Document, Entry, Mapping, Node, Scalar, Sequence

Path: TypeAlias = tuple[str, ...]

_RESET, _OVERRIDE = "!reset", "!override"


@frozen
class Place:
    """Where something stands in a file."""

    source: Source
    span: Span


@frozen
class VariableUse:
    """A variable that a text uses.

    Attributes:
        name: its name.
        value: its value; None where it is not set.
        whence: where the value is from, in words.
        needs: what would have to be given for the value to be known, if it is part of the text.
        counts: whether its value is part of the text.
    """

    name: str
    value: str | None = None
    whence: str = ""
    needs: tuple[str, ...] = ()
    counts: bool = False


@frozen
class Leaf:
    """A scalar.

    Attributes:
        kind: ``string``, ``boolean``, ``integer``, ``number``, ``null`` or ``timestamp``.
        text: its text, with variables replaced.
        place: its place (not compared).
        scalar: the scalar as written (not compared).
        sources: for each character of `text`, the extent in the scalar's text that it came from;
            None where the two texts are the same (not compared).
        uses: the variables it uses (not compared).
    """

    kind: str
    text: str
    place: Place = field(eq=False, repr=False)
    scalar: Scalar | None = field(default=None, eq=False, repr=False)
    sources: tuple[Span, ...] | None = field(default=None, eq=False, repr=False)
    uses: tuple[VariableUse, ...] = field(default=(), eq=False, repr=False)


@frozen
class Items:
    """A sequence."""

    items: tuple[ComposeValue, ...]
    place: Place = field(eq=False, repr=False)


@frozen
class Table:
    """A mapping; its keys are strings.

    Attributes:
        entries: the values by key.
        place: its place (not compared).
        missing: the files that it extends and that were not given (not compared).
    """

    entries: dict[str, ComposeValue]
    place: Place = field(eq=False, repr=False)
    missing: tuple[str, ...] = field(default=(), eq=False)


ComposeValue: TypeAlias = Leaf | Items | Table


@frozen
class ReadDocument:
    """A document read.

    Attributes:
        table: its value.
        resets: the paths at which ``!reset`` or ``!override`` stood.
    """

    table: Table
    resets: tuple[Path, ...]


def read_document(document: Document, compose: Compose) -> ReadDocument:
    """Read one document of a file.

    Raises:
        ComposeError: it is not a mapping, a key is repeated or not a string, a merge key has no
            mapping, or an alias leads to a cycle.
    """
    tags = _Tags(document.source, compose)
    left = tags.resolved(document.root, ())
    nothing = Scalar("", document.root.span)
    value = _Decoder(document.source).value(nothing if left is None else left, ())
    if not isinstance(value, Table):
        raise refused(value.place, "schema", "top-level object must be a mapping")
    return ReadDocument(value, tuple(tags.resets))


def kind_of(value: ComposeValue) -> str:
    """Return the kind of a value: that of a leaf, ``list`` or ``mapping``."""
    if isinstance(value, Leaf):
        return value.kind
    return "list" if isinstance(value, Items) else "mapping"


def refused(place: Place, code: str, message: str, hint: str | None = None) -> ComposeError:
    """Return the error of a value that Compose refuses, which points at its place."""
    return ComposeError(
        message, code=code, stage="create", source=place.source, span=place.span, hint=hint
    )


class _Tags:
    """Removes the values tagged ``!reset``, and records the paths of both tags.

    Compose does this on the YAML nodes, before they are decoded; nodes are shared by aliases and
    changed in place there. `_left` plays the part of that change.
    """

    def __init__(self, source: Source, compose: Compose) -> None:
        self._source = source
        self._compose = compose
        self._left: dict[tuple[type, Span], Node] = {}
        self._aliased: dict[tuple[type, Span], dict[Path, Path]] = {}
        self.resets: list[Path] = []

    def resolved(self, node: Node, path: Path) -> Node | None:
        # Compose cuts the first ".<<" out of the path at each step, so that a tag in a merged
        # mapping resets the key that it is merged into.
        if "<<" in path[1:]:
            place = path.index("<<", 1)
            path = path[:place] + path[place + 1 :]
        key = (type(node), node.span)
        if node.alias is not None:
            if not self._compose.resets_by_alias:
                return self._left.get(key, node)
            if not self._compose.nested_alias:
                self._check_nesting(key, node.alias, path)
        if node.tag in (_RESET, _OVERRIDE):
            self.resets.append(path)
            return None if node.tag == _RESET else node
        if isinstance(node, Scalar):
            return node
        # A node was changed when it was first visited, and its aliases see the changed one.
        node = self._left.get(key, node)
        if isinstance(node, Sequence):
            items = (self.resolved(x, (*path, str(n))) for n, x in enumerate(node.items))
            node = evolve(node, items=tuple(x for x in items if x is not None))
        elif isinstance(node, Mapping):
            node = evolve(node, entries=tuple(self._entries(node, path)))
        self._left[key] = node
        return node

    def _entries(self, node: Mapping, path: Path) -> Iterator[Entry]:
        seen: set[str] = set()
        for entry in node.entries:
            text = entry.key.text if isinstance(entry.key, Scalar) else ""
            if self._compose.keys_before_resets:
                if text in seen:
                    raise _twice(Place(self._source, entry.key.span), text)
                seen.add(text)
            value = self.resolved(entry.value, (*path, text))
            if value is not None:
                yield Entry(entry.key, value)

    def _check_nesting(self, key: tuple[type, Span], alias: Span, path: Path) -> None:
        """Refuse an alias at a path that contains, or lies in, another use of the same anchor.

        Source: compose-go v2.9.1 loader/reset.go checkForCycle, which compares with every earlier
        path. `before` maps each earlier path, and each of its prefixes, to such a path, so that the
        time is that of the depth and not of the number of aliases.
        """
        before = self._aliased.setdefault(key, {})
        around = (path[:length] for length in range(1, len(path)))
        other = before.get(path) or next((one for one in around if before.get(one) == one), None)
        if other is not None and other != path:
            message = f"node at path {'.'.join(path)} references node at path {'.'.join(other)}"
            place = Place(self._source, alias)
            raise refused(place, "alias-cycle", f"cycle detected: {message}")
        before[path] = path
        for length in range(1, len(path)):
            before.setdefault(path[:length], path)


class _Decoder:
    """Makes values of nodes."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def value(self, node: Node, path: Path) -> ComposeValue:
        place = self._place(node)
        if isinstance(node, Scalar):
            return self._leaf(node, place)
        if isinstance(node, Sequence):
            return Items(
                tuple(
                    self.value(x, (*path[:-1], f"{''.join(path[-1:])}[{n}]"))
                    for n, x in enumerate(node.items)
                ),
                place,
            )
        entries: dict[str, ComposeValue] = {}
        self._fill(entries, node, path)
        return Table(entries, place)

    def _leaf(self, node: Scalar, place: Place) -> Leaf:
        try:
            kind, held = kind_of_scalar(node), decoded_scalar(node)
        except TagError as error:
            raise refused(place, "yaml-syntax", str(error)) from None
        if held is not None:
            return Leaf(kind, held, place)
        return Leaf("string" if kind == "merge" else kind, node.text, place, node)

    def _place(self, node: Node) -> Place:
        return Place(self._source, node.span)

    def _fill(self, entries: dict[str, ComposeValue], node: Mapping, path: Path) -> None:
        """Add the entries of a mapping to those that are already set, which stay.

        Its own keys come first, then those of its merge key: so that the nearest counts, as in
        go.yaml.in/yaml/v3 decode.go mapping and merge.
        """
        self._check_twice(node)
        merged: Node | None = None
        own: dict[str, ComposeValue] = {}
        for entry in node.entries:
            if _merges(entry.key):
                merged = entry.value
                continue
            key = self._key(entry.key, path)
            if key in entries:
                continue
            value = self.value(entry.value, (*path, key))
            if value.place.span.start >= value.place.span.end:
                # An empty value has the place of the next token, which may be lines below.
                value = evolve(value, place=self._place(entry.key))
            own[key] = value
        for key, value in own.items():
            entries.setdefault(key, value)
        if merged is None:
            return
        for one in merged.items if isinstance(merged, Sequence) else (merged,):
            if not isinstance(one, Mapping):
                message = "map merge requires map or sequence of maps as the value"
                raise refused(self._place(one), "yaml-merge", message)
            self._fill(entries, one, path)

    def _check_twice(self, node: Mapping) -> None:
        seen: set[tuple[type, str]] = set()
        for entry in node.entries:
            text = entry.key.text if isinstance(entry.key, Scalar) else ""
            key = (type(entry.key), text)
            if key in seen:
                raise _twice(self._place(entry.key), text)
            seen.add(key)

    def _key(self, node: Node, path: Path) -> str:
        if not isinstance(node, Scalar):
            raise refused(self._place(node), "yaml-syntax", "invalid map key: a collection")
        key = self._leaf(node, self._place(node))
        if key.kind == "string":
            return key.text
        where = f"in {'.'.join(path)}" if path else "at top level"
        raise refused(self._place(node), "key-type", f"non-string key {where}: {node.text}")


def _merges(key: Node) -> bool:
    tags = (None, "!", "tag:yaml.org,2002:merge")
    return isinstance(key, Scalar) and key.text == "<<" and not key.style and key.tag in tags


def _twice(place: Place, key: str) -> ComposeError:
    return refused(place, "duplicate-key", f'mapping key "{key}" already defined')
