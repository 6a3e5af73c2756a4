"""`StartCommand`: what every starter returns, the image, the `Override` and the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.override import Override
from cmdresolve.model.trace import Note
from cmdresolve.model.value import Value

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig
    from cmdresolve.resolving.resolution import Resolution


@frozen(eq=False, repr=False, kw_only=True)
class StartCommand(Value):
    """A container to be started, as far as its first process depends on it.

    Attributes:
        image: the image it names, as written; None where it names none.
        override: what it gives at start.
        engine: who starts it, by the name of its dialect.
        notes: what a reader should be told of how the input was read.
    """

    image: str | None
    override: Override
    engine: str
    notes: tuple[Note, ...] = ()

    def resolve(self, image: ImageConfig, *, limits: Limits = DEFAULT_LIMITS) -> Resolution:
        """Resolve the command that starts when the image it names has this config.

        Args:
            image: the config of the image.
            limits: how much it may take, as for `cmdresolve.resolve`.

        Raises:
            CmdResolveError: as for `cmdresolve.resolve`.
        """
        from cmdresolve.resolving.resolver import resolve  # noqa: PLC0415 - reading resolves nothing

        return resolve(image, self.override, engine=self.engine, limits=limits)
