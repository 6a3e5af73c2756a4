"""The fields of a manifest's objects, decoded as a reader's YAML and JSON decoders do.

Sources: go-yaml v3.0.1 and v2.4.0 decode.go (merges, repeated keys); Go's encoding/json decode.go;
sigs.k8s.io/yaml v1.6.0 yaml.go convertToJSONableObject.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen

from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.origin import InYaml
from cmdresolve.model.quoting import yaml_list, yaml_word
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.kubernetes.scalars import NOT_FINITE, ScalarError, ScalarValue, value_of
from cmdresolve.starters.yaml_nodes import Mapping, Node, Scalar, Sequence, path_text


@frozen
class ManifestValue:
    """A value of a manifest and its path; the value may be absent.

    Attributes:
        node: the YAML node; None where it is absent.
        path: its path.
        source: the manifest.
        rules: the rules of the reader.
        listed: whether it is within an item of a List.
    """

    node: Node | None
    path: tuple[str | int, ...]
    source: Source = field(repr=False)
    rules: Pods = field(repr=False)
    listed: bool = False

    @property
    def origin(self) -> InYaml:
        """Its place, as the origin of a word."""
        span = Span(0, 0) if self.node is None else self.node.span
        return InYaml(self.source, path_text(self.path), span)

    @property
    def missing(self) -> bool:
        """Whether it is absent or null."""
        if self.node is None:
            return True
        return isinstance(self.node, Scalar) and self._value(self.node).kind == "null"

    def refuse(
        self, message: str, code: str = "manifest", hint: str | None = None
    ) -> OverrideError:
        """Return the error of a manifest that is refused for this value; it points at the value."""
        span = None if self.node is None else self.node.alias or self.node.span
        source = None if span is None else self.source
        return OverrideError(
            message, code=code, stage="create", source=source, span=span, hint=hint
        )

    def get(self, *names: str) -> ManifestValue:
        """Return the field at a path of names.

        Raises:
            OverrideError: a value on the path is not an object.
        """
        place = self
        for name in names:
            place = place._field(name)
        return place

    def _field(self, name: str) -> ManifestValue:
        # encoding/json folds case where the reader uses it; the last field of the name counts.
        found: Node | None = None
        wanted = _folded(name)
        for key, node in self.fields():
            if key == name or (self.rules.folds_keys and _folded(key) == wanted):
                found = node
        return evolve(self, node=found, path=(*self.path, name))

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Yield the fields of an object in the order in which they are decoded; none of a null.

        That order is by key: YAML is converted to JSON first, by way of a Go map, whose keys
        encoding/json sorts by their bytes.

        Raises:
            OverrideError: it is not an object.
        """
        if self.missing:
            return
        if not isinstance(self.node, Mapping):
            raise self._wrong("an object")
        fields = _merged(self.node, self.rules)
        named = [(self._key(key), node) for key, node in fields]
        yield from sorted(named, key=lambda pair: pair[0].encode())

    def items(self) -> tuple[ManifestValue, ...]:
        """Return the items of a list; none of a null.

        Raises:
            OverrideError: it is not a list.
        """
        if self.missing:
            return ()
        if not isinstance(self.node, Sequence):
            raise self._wrong("a list")
        return tuple(
            evolve(self, node=item, path=(*self.path, number))
            for number, item in enumerate(self.node.items)
        )

    def every(self) -> tuple[ManifestValue, ...]:
        """Return the items of a list, or the values of an object.

        Raises:
            OverrideError: it is neither.
        """
        if isinstance(self.node, Mapping):
            return tuple(
                evolve(self, node=node, path=(*self.path, key)) for key, node in self.fields()
            )
        return self.items()

    def all_at(self, path: str) -> tuple[ManifestValue, ...]:
        """Return the values at a path such as ``spec.tasks.*.template``.

        Absent values are left out, and so is what would be below a value of the wrong type. The
        path ``@`` is the value itself.
        """
        found: tuple[ManifestValue, ...] = (self,)
        for name in path.split(".") if path != "@" else ():
            if name == "*":
                lists = (one for one in found if isinstance(one.node, Mapping | Sequence))
                found = tuple(inside for one in lists for inside in one.every())
            else:
                tables = (one for one in found if isinstance(one.node, Mapping))
                found = tuple(one.get(name) for one in tables)
        return tuple(one for one in found if one.node is not None)

    def text(self) -> str:
        """Return a string; an empty one for an absent value.

        Raises:
            OverrideError: it is not a string, and the reader does not convert it.
        """
        if self.node is None:
            return ""
        if not isinstance(self.node, Scalar):
            raise self._wrong("a text")
        value = self._value(self.node)
        if value.kind in {"null", "string"} or self.rules.coerces:
            return value.text
        raise self._wrong("a text")

    def texts(self) -> tuple[str, ...] | None:
        """Return a list of strings; None for an absent value.

        Raises:
            OverrideError: it is not a list of strings, and the reader does not convert it.
        """
        return None if self.missing else tuple(item.text() for item in self.items())

    def table(self) -> dict[str, str]:
        """Return an object of strings; an empty one for an absent value.

        Raises:
            OverrideError: it is not an object of strings, and the reader does not convert it.
        """
        return {
            key: evolve(self, node=node, path=(*self.path, key)).text()
            for key, node in self.fields()
        }

    def flag(self) -> bool:
        """Return a boolean; false for an absent value.

        Raises:
            OverrideError: it is not a boolean.
        """
        if self.missing:
            return False
        if isinstance(self.node, Scalar):
            value = self._value(self.node)
            if value.kind == "bool":
                return value.text == "true"
        raise self._wrong("true or false")

    def _value(self, node: Scalar) -> ScalarValue:
        try:
            return value_of(node, self.rules.yaml, listed=self.listed)
        except ScalarError as error:
            raise self.refuse(str(error)) from None

    def _key(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise evolve(self, node=node).refuse("a field name must be a string")
        return self._value(node).text if not node.style else node.text

    def _wrong(self, wanted: str) -> OverrideError:
        kind = "object" if isinstance(self.node, Mapping) else "array"
        hint = None
        if isinstance(self.node, Scalar):
            kind = self._value(self.node).kind
            if wanted == "a list":
                listed = yaml_list((self.node.text,))
                hint = f"write it as a list: {listed}" if kind == "string" else None
            elif wanted == "a text":
                hint = f"put it in quotes: {yaml_word(self.node.text)}"
        where = path_text(self.path) or "the document"
        return self.refuse(
            f"cannot unmarshal {kind} into {where}, which is {wanted}", "manifest-type", hint
        )


def check(node: Node, place: ManifestValue) -> None:
    """Refuse a document for what go-yaml refuses anywhere in it.

    Raises:
        OverrideError: a merge key has no mapping, a scalar is not what its tag says, a number is
            infinite or not a number, or, for version 3, a key is repeated.
    """
    seen: set[int] = set()
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Scalar):
            if here.tag is not None or here.text in NOT_FINITE:
                at = evolve(place, node=here)
                value = at._value(here)  # noqa: SLF001 - of this module
                if value.kind == "number" and value.text in {"+Inf", "-Inf", "NaN"}:
                    raise at.refuse(f"json: unsupported value: {value.text}")
            continue
        # A collection under an alias is another node (`alias` differs) with the same tuple of
        # parts: by the tuple's identity each is walked once, however many aliases there are.
        parts = here.entries if isinstance(here, Mapping) else here.items
        if id(parts) in seen:
            continue
        seen.add(id(parts))
        if isinstance(here, Mapping):
            _check_keys(here, place)
            waiting += (entry.value for entry in here.entries)
        else:
            waiting += here.items


def _check_keys(mapping: Mapping, place: ManifestValue) -> None:
    seen: dict[tuple[bool, str], Node] = {}
    for entry in mapping.entries:
        key = entry.key
        if not isinstance(key, Scalar):
            raise evolve(place, node=key).refuse("a field name must be a string")
        at = evolve(place, node=key)
        if at.missing:
            raise at.refuse("a field name must be a string, not null")
        # go-yaml compares keys by kind and value, and the value of an alias node is its name.
        named = key.span if key.alias is None else key.alias
        text = key.text if key.alias is None else place.source.text[slice(*named)]
        first = seen.setdefault((key.alias is not None, text), key)
        if first is not key and place.rules.yaml == "3":
            line = place.source.position((first.alias or first.span).start)[0]
            message = f'mapping key "{text}" already defined at line {line}'
            raise evolve(place, node=key).refuse(message, "duplicate-key")
        if _is_merge(key):
            for _ in _sources_of_merge(entry.value, place):
                pass


def _is_merge(key: Node) -> bool:
    return (
        isinstance(key, Scalar)
        and key.text == "<<"
        and not key.style
        and key.tag in {None, "!", "tag:yaml.org,2002:merge"}
    )


def _sources_of_merge(value: Node, place: ManifestValue | None = None) -> Iterator[Mapping]:
    for source in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(source, Mapping):
            yield source
        elif place is not None:
            raise evolve(place, node=source).refuse(
                "map merge requires map or sequence of maps as the value", "yaml-merge"
            )


def _merged(mapping: Mapping, rules: Pods) -> list[tuple[Node, Node]]:
    """Return the fields of a mapping and of those that ``<<`` merges into it, one for each name.

    In version 3 a field of the mapping takes precedence over merged ones, and of several merged
    mappings the first counts. In version 2 the last field counts, wherever it comes from, and
    several merged mappings are read from the last to the first. Source: go-yaml v3.0.1 and v2.4.0
    decode.go merge.
    """
    written = [(entry.key, entry.value) for entry in mapping.entries]
    fields: list[tuple[Node, Node]] = []
    if rules.yaml == "2":
        for key, value in written:
            merged = reversed(tuple(_sources_of_merge(value))) if _is_merge(key) else ()
            for source in merged:
                fields += _merged(source, rules)
            if not _is_merge(key):
                fields.append((key, value))
    else:
        # The last of a name is kept below, so merged fields come before the mapping's own.
        for _, value in filter(lambda pair: _is_merge(pair[0]), reversed(written)):
            for source in reversed(tuple(_sources_of_merge(value))):
                fields += _merged(source, rules)
        fields += [pair for pair in written if not _is_merge(pair[0])]
    return list({_name_of(key): (key, value) for key, value in fields}.values())


def _name_of(key: Node) -> object:
    return key.text if isinstance(key, Scalar) else id(key)


def _folded(name: str) -> str:
    # encoding/json folds.go: two characters beyond ASCII fold to letters of it, the long s and the
    # Kelvin sign.
    return name.replace("\u017f", "s").replace("\u212a", "k").lower()
