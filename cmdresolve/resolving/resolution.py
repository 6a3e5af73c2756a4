"""The answer: argv, and everything one may ask about it."""

from __future__ import annotations

from cmdresolve.model.image import Basis
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Dropped, Step
from cmdresolve.model.value import kept, shortened
from cmdresolve.resolving import explanation
from cmdresolve.resolving.explanation import Word
from cmdresolve.resolving.merged import Merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.model.finding import Finding


class Resolution(Merged):
    """What one engine starts from one image and one override.

    Everything is worked out when it is first asked for, and kept.
    """

    @kept
    def assumed(self) -> Assumption | None:
        """What starts if the images that nobody described say nothing, where `argv` is unknown."""
        from cmdresolve.model import views  # noqa: PLC0415 - it resolves once more

        found: Assumption | None = views.assumed(self)
        return found

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The images outside that the image stands on and somebody described, and who did."""
        return explanation.bases_of(self.image)

    @property
    def argv_list(self) -> list[str]:
        """The words of `argv` as a list, for those who take nothing else."""
        return list(self.argv)

    @property
    def pid1(self) -> tuple[str, ...]:
        """The words of PID 1: the engine's init before `argv` when it was asked for."""
        return self.engine.init + self.argv if self.override.init else self.argv

    @kept
    def words(self) -> tuple[Word, ...]:
        """Each known word with its origin; where the answer is unknown, the words that are."""
        return explanation.words(self)

    @kept
    def documented(self) -> str:
        """The effective command in the notation of Docker's documented matrix."""
        return explanation.documented(self)

    @kept
    def dropped(self) -> tuple[Dropped, ...]:
        """The words that do not reach argv, each with the reason."""
        return explanation.dropped(self)

    @kept
    def steps(self) -> tuple[Step, ...]:
        """The rules that fired, in order, with their sources."""
        return explanation.steps(self)

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


class Assumption(NamedTuple):
    """An answer that holds under conditions.

    Attributes:
        resolution: the answer.
        conditions: what is assumed of whom, such as ``acme/base:3 sets no ENTRYPOINT``.
    """

    resolution: Resolution
    conditions: tuple[str, ...]

    @property
    def argv(self) -> tuple[str, ...]:
        """The words that the first process gets, under the conditions."""
        return self.resolution.argv
