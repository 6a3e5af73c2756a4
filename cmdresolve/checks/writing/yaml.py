"""Changes to a key of a YAML file: a new value, another name, or another key beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from cmdresolve.checks.writing.change import Change
from cmdresolve.model.errors import LimitError, YamlError
from cmdresolve.model.finding import Edit
from cmdresolve.model.limits import DEFAULT_LIMITS
from cmdresolve.model.quoting import yaml_list
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.yaml_blocks import entry_around
from cmdresolve.starters.yaml_nodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    document_parts,
    node_room,
    path_text,
    read_part,
)
from cmdresolve.starters.yaml_nodes import Sequence as Items


class Key(NamedTuple):
    """A key of a file, with the mapping that has it.

    Attributes:
        source: the file.
        entry: the key and its value.
        within: the mapping.
    """

    source: Source
    entry: Entry
    within: Mapping

    @property
    def name(self) -> str:
        """The key's own text."""
        key = self.entry.key
        return key.text if isinstance(key, Scalar) else ""

    @property
    def text(self) -> str | None:
        """The value's text if it is a scalar, with escapes read; else None."""
        value = self.entry.value
        return value.text if isinstance(value, Scalar) else None

    @property
    def items(self) -> tuple[str, ...] | None:
        """The texts of the value's items if it is a list of scalars; else None."""
        value = self.entry.value
        if not isinstance(value, Items):
            return None
        found = [item.text for item in value.items if isinstance(item, Scalar)]
        return tuple(found) if len(found) == len(value.items) else None

    def with_words(self, words: Sequence[str], name: str | None = None) -> Change:
        """Return the change that makes the value a list of words.

        Args:
            words: the words as they have to be written, with dollars escaped for the file's reader.
            name: another name for the key.
        """
        return self.with_value(yaml_list(words), name)

    def with_value(self, text: str, name: str | None = None) -> Change:
        """Return the change that replaces the value with `text`, which must be a single line."""
        key, value = self.entry.key.span, self.entry.value
        end = (value.alias or value.span).end
        start = (value.alias or value.span).start
        between = self.source.text[key.end : start]
        put = f"{name or self.name}: {text}"
        written = self.source.text[key.start : key.end]
        if name is not None:
            # Keep the quotes of a key, as in JSON.
            written = f"{written[0]}{name}{written[0]}" if written[:1] in ("'", '"') else name
        # Without an anchor, a tag or a comment between them, replace key and value as one, so that
        # a value on the lines below moves up to its key.
        if start >= key.end and not set(between) & set("&!#"):
            whole = f"{written}: {text}"
            return Change(put, (Edit(self.source.name, key.start, max(end, key.end), whole),))
        edits: tuple[Edit, ...] = (Edit(self.source.name, start, end, text),)
        if name is not None and name != self.name:
            edits += (Edit(self.source.name, key.start, key.end, written),)
        return Change(put, edits)

    def beside(self, name: str, text: str) -> Change:
        """Return the change that puts another key with a value on one line before this one."""
        put, start = f"{name}: {text}", self.entry.key.span.start
        line, column = self.source.position(start)
        lead = self.source.line_text(line)[: column - 1]
        flow = self.source.text[self.within.span.start : self.within.span.start + 1] == "{"
        # The old key moves to the next line, indented to its column, also if it followed a dash.
        following = ", " if flow else "\n" + " " * len(lead)
        return Change(put, (Edit(self.source.name, start, start, put + following),))


def key_at(source: Source, span: Span, names: frozenset[str]) -> Key | None:
    """Return the innermost key with one of some names whose value contains a place in a file.

    Args:
        source: the file.
        span: the place.
        names: the names of keys to look for.
    """
    # Most are found by parsing only the lines around them; for the others the file is parsed.
    found = _key_among(source, span, names, _roots_around(source, span.start))
    return found or _key_among(source, span, names, _roots(source, span.start))


def _key_among(
    source: Source, span: Span, names: frozenset[str], roots: Iterable[Node]
) -> Key | None:
    best: Key | None = None
    for within, entry in _entries(list(roots)):
        value = entry.value.span
        named = isinstance(entry.key, Scalar) and entry.key.text in names
        if named and value.start <= span.start and span.end <= value.end:
            best = Key(source, entry, within)
    return best


def keys(source: Source, name: str) -> Iterator[Key]:
    """Yield every key of a name in a file."""
    for within, entry in _entries(list(_roots(source))):
        if isinstance(entry.key, Scalar) and entry.key.text == name:
            yield Key(source, entry, within)


def keys_under(source: Source, path: str, at: int | None = None) -> Iterator[Key]:
    """Yield the keys of the mapping at a path such as ``services.web`` of a file.

    Args:
        source: the file.
        path: the path of the mapping, as `path_text` writes it.
        at: an offset in the document to search; None searches all documents.
    """
    waiting: list[tuple[tuple[str | int, ...], Node]] = [((), root) for root in _roots(source, at)]
    while waiting:
        place, node = waiting.pop(0)
        if isinstance(node, Items):
            waiting += [((*place, number), item) for number, item in enumerate(node.items)]
        elif isinstance(node, Mapping):
            here = path_text(place) == path
            for entry in node.entries:
                if isinstance(entry.key, Scalar):
                    if here:
                        yield Key(source, entry, node)
                    waiting.append(((*place, entry.key.text), entry.value))


def sibling(key: Key, name: str) -> Key | None:
    """Return another key of the same mapping, or None."""
    for entry in key.within.entries:
        if isinstance(entry.key, Scalar) and entry.key.text == name:
            return Key(key.source, entry, key.within)
    return None


def _roots(source: Source, at: int | None = None) -> Iterator[Node]:
    """Yield the roots of a file's documents, or the one at an offset; broken ones are skipped."""
    for part in document_parts(source.text):
        if at is not None and not part.start <= at < part.end:
            continue
        with suppress(YamlError, LimitError):
            for document in read_part(source, part, node_room(DEFAULT_LIMITS)):
                yield document.root


def _roots_around(source: Source, at: int) -> Iterator[Node]:
    """Yield the second-level entry around an offset as a mapping, if it can be parsed by itself."""
    for part in document_parts(source.text):
        lines = entry_around(source.text, part, at) if part.start <= at < part.end else None
        if lines is None:
            continue
        with suppress(YamlError, LimitError):
            for document in read_part(source, lines, node_room(DEFAULT_LIMITS)):
                if isinstance(document.root, Mapping) and len(document.root.entries) == 1:
                    yield document.root


def _entries(roots: Sequence[Node]) -> Iterator[tuple[Mapping, Entry]]:
    """Yield all entries with their mappings, outer ones before inner ones."""
    waiting: list[Node] = list(roots)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Items):
            waiting += node.items
        elif isinstance(node, Mapping):
            for entry in node.entries:
                yield node, entry
                if entry.value.alias is None:
                    waiting.append(entry.value)
