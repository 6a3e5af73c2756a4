"""``$(NAME)`` in commands and arguments of a Pod.

Source: kubernetes third_party/forked/golang/expansion/expand.go and podman v5.8
pkg/domain/infra/abi/internal/expansion, its copy; recorded ``expand``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from cmdresolve.go.text import replace_invalid
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.image import Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Room
from cmdresolve.model.value import Value

if TYPE_CHECKING:
    from cmdresolve.dialects.engines.engine import Engine


def _pairs(values: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(values.items()) if isinstance(values, Mapping) else tuple(values)


@frozen(eq=False, repr=False)
class OpaqueSource(Value):
    """Where variables come from whose names and values nobody here knows.

    Attributes:
        says: what it is, such as ``ConfigMap settings``.
        names: a regular expression for the names it may have.
    """

    says: str
    names: str

    def may_give(self, name: str) -> bool:
        """Say whether it may have a variable of this name."""
        return re.fullmatch(self.names, name) is not None


@frozen(eq=False, repr=False)
class Supposed(Value):
    """What a variable would be, on a condition.

    Attributes:
        name: its name.
        value: its value.
        condition: what is supposed, in words.
    """

    name: str
    value: str
    condition: str


@frozen(eq=False, repr=False)
class Variables(Value):
    """The variables that a Pod gives a container.

    Attributes:
        known: their values; the last of a name counts.
        unresolved: those that are there with a value nobody here knows, and what has it.
        elsewhere: what may have further ones.
        supposed: what some of those that are unresolved would be, on a condition.
    """

    known: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)
    unresolved: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)
    elsewhere: tuple[OpaqueSource, ...] = ()
    supposed: tuple[Supposed, ...] = ()

    def need(self, name: str) -> str | None:
        """Say what would have to be known for the value of a name; None where it is settled."""
        return need(name, dict(self.known), dict(self.unresolved), self.elsewhere)

    def needs(self, words: Words) -> Iterator[str]:
        """Say it for every name that words use."""
        if isinstance(words, tuple) and (self.unresolved or self.elsewhere):
            known, unresolved = dict(self.known), dict(self.unresolved)
            names = (name for word in words for name in names_used(word))
            found = (need(name, known, unresolved, self.elsewhere) for name in names)
            yield from filter(None, found)

    def as_supposed(self) -> Variables:
        """Return the variables as they are if what is supposed holds."""
        if not self.supposed:
            return self
        names = {one.name for one in self.supposed}
        values = [(one.name, one.value) for one in self.supposed]
        left = [(name, says) for name, says in self.unresolved if name not in names]
        return evolve(self, known=(*self.known, *values), unresolved=left, supposed=())


def need(
    name: str,
    known: Mapping[str, str],
    unresolved: Mapping[str, str],
    elsewhere: Iterable[OpaqueSource],
) -> str | None:
    """Say what would have to be known for the value of a name; None where it is settled.

    Args:
        name: the name.
        known: the values that are known.
        unresolved: who has those that are not.
        elsewhere: what may have further ones.
    """
    if name in unresolved:
        return f"{name} of {unresolved[name]}"
    if name in known:
        return None
    found = next((x.says for x in elsewhere if x.may_give(name)), None)
    return None if found is None else f"{name} of {found}"


NO_VARIABLES = Variables()


@frozen(eq=False, repr=False)
class Expander(Value):
    """What an engine puts for ``$(NAME)``, and in whose words.

    Attributes:
        variables: what a Pod gives.
        values: the values of all names that are known.
        image_too: whether it reads the words that come from the image.
        given_too: whether it reads those that are given.
        dollar_before_non_ascii: as of `cmdresolve.dialects.Engine`.
        room: what is put in may still come to.
    """

    variables: Variables
    values: Mapping[str, str] = field(eq=False)
    image_too: bool
    given_too: bool
    dollar_before_non_ascii: str
    room: Room

    @classmethod
    def of(
        cls, engine: Engine, env: Iterable[str], variables: Variables | None, room: Room
    ) -> Expander:
        """Return the expander of an engine, for an image's ``Env`` and a Pod's variables."""
        everything = engine.expands == "all"
        found = NO_VARIABLES if variables is None else variables
        beside = environment((*engine.variables, *env)) if everything else {}
        return cls(
            found,
            {**beside, **dict(found.known)},
            everything,
            engine.expands in {"all", "given"} or variables is not None,
            engine.dollar_before_non_ascii,
            room,
        )

    def needs(self, words: Words, *, given: bool) -> tuple[str, ...]:
        """Say what would have to be known for words that are given, or the image's."""
        reads = self.given_too if given else self.image_too
        return tuple(dict.fromkeys(self.variables.needs(words))) if reads else ()

    def __call__(self, words: Words, *, given: bool) -> Words:
        """Expand words that are given, or the image's.

        Raises:
            OverrideError: a word of them makes the engine refuse the container.
        """
        if not (self.given_too if given else self.image_too):
            return words
        if self.dollar_before_non_ascii == "refused" and isinstance(words, tuple):
            for word in words:
                check_characters(word)
        return expand_words(
            words,
            self.values,
            splits_characters=self.dollar_before_non_ascii == "torn",
            room=self.room,
        )


def check_characters(word: str) -> None:
    """Refuse a word that the expander tears apart, as gRPC does from Kubernetes 1.34 on.

    Raises:
        OverrideError: a ``$`` stands right before a character outside ASCII
            (kubernetes/kubernetes#136323).
    """
    if tears_a_character(word):
        raise OverrideError(
            "grpc: error while marshaling: string field contains invalid UTF-8",
            code="torn-character",
            stage="create",
            hint=f"write $$ for the $ before a character outside ASCII in {word!r}",
        )


def environment(entries: Iterable[str]) -> dict[str, str]:
    """Read the entries of an ``Env`` as a table of values."""
    return dict(entry.partition("=")[::2] for entry in entries)


def expand_words(
    words: Words,
    values: Mapping[str, str],
    *,
    splits_characters: bool = True,
    room: Room | None = None,
) -> Words:
    """Expand each word; absent, empty and unknown stay what they are.

    Raises:
        LimitError: what is put in is more than the limits allow.
    """
    if not isinstance(words, tuple):
        return words
    table, room = table_of(values), room or Room(DEFAULT_LIMITS)
    return tuple(
        expand_by(word, table, splits_characters=splits_characters, room=room) for word in words
    )


def table_of(values: Mapping[str, str]) -> dict[bytes, bytes]:
    """Write variables as the expander looks them up."""
    return {as_bytes(name): as_bytes(value) for name, value in values.items()}


def expand(text: str, values: Mapping[str, str], *, splits_characters: bool = True) -> str:
    r"""Replace ``$(NAME)`` by its value, and ``$$`` by ``$``; leave everything else.

    There is no nesting, and what was put in is not read again; a name nobody knows stays.

    Args:
        text: the word.
        values: the variables.
        splits_characters: whether ``$`` before a character outside ASCII tears it apart, as the
            expander does everywhere but in the newest Kubernetes: it copies the character's first
            byte as if it were one, and the bytes left over reach the process as U+FFFD each
            (run on Podman 5.8: ``$é`` gives ``$Ã\ufffd``).
    """
    return expand_by(text, table_of(values), splits_characters=splits_characters)


def expand_by(
    text: str,
    table: Mapping[bytes, bytes],
    *,
    splits_characters: bool = True,
    room: Room | None = None,
) -> str:
    """Expand a word, as `expand` does, by variables as of `table_of`.

    Raises:
        LimitError: their values are more than there is room for.
    """
    if "$" not in text:
        return text
    out = bytearray()
    for literal, name in _pieces(as_bytes(text)):
        if name is not None:
            value = table.get(name, literal)
            if room is not None:
                room.take(len(value))
            out += value
        elif literal[:1] == b"$" and literal[1:2] >= b"\x80" and splits_characters:
            out += b"$" + literal[1:].decode("latin-1").encode()
        else:
            out += literal
    return replace_invalid(out.decode("utf-8", "surrogateescape"))


def names_used(text: str) -> Iterator[str]:
    """Return the names that ``$(NAME)`` in a word asks for, in order."""
    for _, name in _pieces(as_bytes(text)) if "$(" in text else ():
        if name is not None:
            yield name.decode()


def tears_a_character(text: str) -> bool:
    """Say whether a ``$`` of a word stands right before a character outside ASCII."""
    return any(
        name is None and literal[:1] == b"$" and literal[1:] >= b"\x80"
        for literal, name in _pieces(as_bytes(text))
    )


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Cut a word into what stays, and ``$(NAME)`` with its name.

    A ``$`` with the byte after it is one piece, and so is the ``$`` that is left of two.
    """
    pos = 0
    # Behind the last one every parenthesis stays open, and none is looked for again and again.
    last = data.rfind(b")")
    while pos < len(data):
        dollar = data.find(b"$", pos)
        if dollar < 0 or dollar + 1 >= len(data):
            yield data[pos:], None
            return
        if dollar > pos:
            yield data[pos:dollar], None
        following = data[dollar + 1 : dollar + 2]
        pos = dollar + 2
        end = data.find(b")", pos) if following == b"(" and pos <= last else -1
        if end >= 0:
            pos = end + 1
            yield data[dollar:pos], data[dollar + 2 : end]
        else:
            yield b"$" if following == b"$" else b"$" + following, None


def as_bytes(text: str) -> bytes:
    """Write a text as the expander sees it, in which nothing is but UTF-8."""
    return replace_invalid(text).encode()
