"""The expansion of ``$(NAME)`` in a Pod's words: of which words, and with which variables.

Source: kubernetes third_party/forked/golang/expansion/expand.go and podman v5.8
pkg/domain/infra/abi/internal/expansion, its copy; recorded ``expand``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from cmdresolve.go.expansion import expand_by, names_used, table_of, tears_a_character
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.image import Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Room
from cmdresolve.model.value import Value
from cmdresolve.model.variables import NO_VARIABLES, Variables, need

if TYPE_CHECKING:
    from cmdresolve.dialects.engines.engine import Engine


@frozen(eq=False, repr=False)
class Expander(Value):
    """Expands the words of one container as one engine does.

    Attributes:
        variables: the variables that the Pod gives.
        values: all known values by name, those of the image and the engine included.
        image_too: whether the image's words are expanded.
        given_too: whether the words given at start are.
        dollar_before_non_ascii: as in `cmdresolve.dialects.Engine`.
        room: the budget of characters for values.
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
        """Return the expander of an engine for an image and a Pod.

        Args:
            engine: the engine.
            env: the ``Env`` of the image.
            variables: the variables that the Pod gives; None without a Pod.
            room: the budget of characters for values.
        """
        everything = engine.expands == "all"
        found = NO_VARIABLES if variables is None else variables
        # Later ones override: the engine's, the image's, the Pod's.
        inherited = environment((*engine.variables, *env)) if everything else {}
        return cls(
            found,
            {**inherited, **dict(found.known)},
            everything,
            engine.expands in {"all", "given"} or variables is not None,
            engine.dollar_before_non_ascii,
            room,
        )

    def needs(self, words: Words, *, given: bool) -> tuple[str, ...]:
        """Return what would have to be known to expand words, given at start or the image's."""
        reads = self.given_too if given else self.image_too
        return tuple(dict.fromkeys(needs(self.variables, words))) if reads else ()

    def __call__(self, words: Words, *, given: bool) -> Words:
        """Expand words, given at start or the image's.

        Raises:
            OverrideError: the engine refuses the container for one of them.
            LimitError: the values take more characters than are left in `room`.
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


def needs(variables: Variables, words: Words) -> Iterator[str]:
    """Yield, for each reference in words, what would have to be known for its value."""
    if isinstance(words, tuple) and (variables.unresolved or variables.elsewhere):
        known, unresolved = dict(variables.known), dict(variables.unresolved)
        names = (name for word in words for name in names_used(word))
        found = (need(name, known, unresolved, variables.elsewhere) for name in names)
        yield from filter(None, found)


def check_characters(word: str) -> None:
    """Refuse a word that the expansion makes invalid UTF-8, as gRPC does since Kubernetes 1.34.

    Raises:
        OverrideError: a ``$`` stands right before a non-ASCII character
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
    """Return the entries of an ``Env`` as values by name; the last of a name counts."""
    return dict(entry.partition("=")[::2] for entry in entries)


def expand_words(
    words: Words,
    values: Mapping[str, str],
    *,
    splits_characters: bool = True,
    room: Room | None = None,
) -> Words:
    """Expand each word; return None, ``()`` and `Unknown` unchanged.

    Raises:
        LimitError: the values take more characters than the limits allow.
    """
    if not isinstance(words, tuple):
        return words
    table, room = table_of(values), room or Room(DEFAULT_LIMITS)
    return tuple(
        expand_by(word, table, splits_characters=splits_characters, room=room) for word in words
    )
