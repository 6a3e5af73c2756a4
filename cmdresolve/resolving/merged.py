"""The result of the merge, with argv, and without its explanation."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.override import Override
from cmdresolve.model.value import Record, field, kept
from cmdresolve.resolving.shell_script import Shell, read_shell

_OF_IMAGE = "unknown-image"


class Merged(Record, compiled=True):
    """What `cmdresolve.resolving.resolver.resolve` decided, and argv, which follows from it.

    Attributes:
        image: the image config.
        override: what was given at start.
        engine: the record of the engine that was used.
        head: the entrypoint that was used, the image's or that given.
        tail: the words after it.
        given_entrypoint: the entrypoint given, as the engine's interface has read it.
        given_args: the arguments given, as the engine's interface has read them.
        unresolved: what would have to be known of the variables that words refer to.
        limits: the limits for the explanation (not compared).
    """

    image: ImageConfig
    override: Override
    engine: Engine
    head: Words
    tail: Words
    given_entrypoint: tuple[str, ...] | None = None
    given_args: Words = None
    unresolved: tuple[str, ...] = ()
    limits: Limits = field(default=DEFAULT_LIMITS, eq=False, repr=False)

    @kept
    def unknown(self) -> tuple[str, ...]:
        """What would have to be known, such as ``("Entrypoint of debian:12",)``; mostly empty."""
        parts = [x.need for x in (self.head, self.tail) if isinstance(x, Unknown)]
        return (*dict.fromkeys(parts), *self.override.unknown, *self.unresolved)

    @kept
    def argv(self) -> tuple[str, ...]:
        """The words that the first process gets.

        Raises:
            UnknownImageError: they depend on something that is not known.
        """
        head, tail = self.head, self.tail
        # `unknown` is a cached property, and is not computed for the usual answer.
        needs = self.unknown if self.override.unknown or self.unresolved else ()
        if needs or isinstance(head, Unknown) or isinstance(tail, Unknown):
            needs = needs or self.unknown
            raise UnknownImageError(
                "the answer depends on " + " and ".join(needs),
                needs=needs,
                code="unknown-start" if self.override.unknown or self.unresolved else _OF_IMAGE,
                hint=self._mend,
            )
        return (head or ()) + (tail or ()) or self.engine.argv_when_empty

    @property
    def _mend(self) -> str:
        """The hint of the error, by who could tell what is unknown."""
        parts = [x for x in (self.head, self.tail) if isinstance(x, Unknown)]
        if any(x.image for x in parts) or not (parts or self.unresolved):
            return "describe the image in bases, or give its config"
        if parts:
            return "look into the container"
        return "give a value in env, or look into the container"

    @kept
    def shell(self) -> Shell | None:
        """The script and its positional parameters if argv is ``sh -c …``; else None."""
        return read_shell(self.argv) if not self.unknown else None
