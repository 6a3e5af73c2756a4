"""The answer: argv, and everything one may ask about it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import Basis, ImageConfig, Unknown, Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.override import Override
from cmdresolve.model.trace import Dropped, Step
from cmdresolve.model.value import Value, shortened
from cmdresolve.resolving import explanation
from cmdresolve.resolving.explanation import Word
from cmdresolve.resolving.shell_script import Shell, read_shell

if TYPE_CHECKING:
    from cmdresolve.checks.finding import Finding
    from cmdresolve.resolving.assumption import Assumption

_OF_IMAGE = "unknown-image"


# Without slots, so that what is worked out is kept.
@frozen(slots=False, eq=False, repr=False)
class Resolution(Value):
    """What one engine starts from one image and one override.

    Everything is worked out when it is first asked for, and kept.

    Attributes:
        image: the image config.
        override: what was given at start.
        engine: the dialect that decided.
        head: the entrypoint that was used, from wherever it came.
        tail: the words after it.
        given_entrypoint: the entrypoint given, as the engine's interface read it.
        given_args: the arguments given, as the engine's interface read them.
        unresolved: the variables that words stand for and nobody here knows.
        limits: how much telling of it may take (not compared).
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

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """What would have to be known, such as ``("Entrypoint of debian:12",)``; mostly empty."""
        parts = [x.need for x in (self.head, self.tail) if isinstance(x, Unknown)]
        return (*dict.fromkeys(parts), *self.override.unknown, *self.unresolved)

    @property
    def assumed(self) -> Assumption | None:
        """What starts if the images that nobody described say nothing, where `argv` is unknown."""
        from cmdresolve.resolving.assumption import assume  # noqa: PLC0415 - it resolves once more

        return assume(self)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The images outside that the image stands on and somebody described, and who did."""
        return explanation.bases_of(self.image)

    @cached_property
    def argv(self) -> tuple[str, ...]:
        """The words that the first process gets.

        Raises:
            UnknownImageError: they depend on an image that nobody described.
        """
        head, tail = self.head, self.tail
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
        parts = [x for x in (self.head, self.tail) if isinstance(x, Unknown)]
        if any(x.image for x in parts) or not (parts or self.unresolved):
            return "describe the image in bases, or give its config"
        if parts:
            return "look into the container"
        return "give a value in env, or look into the container"

    @property
    def argv_list(self) -> list[str]:
        """The words of `argv` as a list, for those who take nothing else."""
        return list(self.argv)

    @property
    def pid1(self) -> tuple[str, ...]:
        """The words of PID 1: the engine's init before `argv` when it was asked for."""
        return self.engine.init + self.argv if self.override.init else self.argv

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Each known word with its origin; where the answer is unknown, the words that are."""
        return explanation.words(self)

    @cached_property
    def documented(self) -> str:
        """The effective command in the notation of Docker's documented matrix."""
        return explanation.documented(self)

    @cached_property
    def dropped(self) -> tuple[Dropped, ...]:
        """The words that do not reach argv, each with the reason."""
        return explanation.dropped(self)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The rules that fired, in order, with their sources."""
        return explanation.steps(self)

    @cached_property
    def shell(self) -> Shell | None:
        """The script and its positional words when argv is ``sh -c …``."""
        return read_shell(self.argv) if not self.unknown else None

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is wrong with this start, or worth knowing: the findings of `cmdresolve.checks`."""
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a check only when asked

        return views.findings(self)

    def explain(self) -> str:
        """Tell a person what starts and why, as plain text."""
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        return views.text(self)

    def to_json(self) -> dict[str, Any]:
        """Return the answer and its explanation as JSON values, as the command line prints them."""
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.json(self)

    def __repr__(self) -> str:
        """Show who starts what, cut to two lines."""
        if self.unknown:
            return shortened(f"Resolution({self.engine.key!r}, unknown={self.unknown!r})")
        return shortened(f"Resolution({self.engine.key!r}, argv={self.argv!r})")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        del include, exclude  # what a notebook may ask for; it chooses itself
        return views.bundle(self)

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)
