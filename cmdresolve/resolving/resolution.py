"""The answer of `resolve`: argv, and its explanation on demand."""

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
    """What one engine starts for one image and one override.

    Each property is computed when it is first read, and cached.
    """

    @kept
    def assumed(self) -> Assumption | None:
        """What starts if images without a config set no field, for an `argv` that is unknown."""
        from cmdresolve.model import views  # noqa: PLC0415 - it resolves once more

        found: Assumption | None = views.assumed(self)
        return found

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The base images whose configs were given or found, and where these came from."""
        return explanation.bases_of(self.image)

    @property
    def argv_list(self) -> list[str]:
        """The words of `argv` as a list, for APIs that accept nothing else."""
        return list(self.argv)

    @property
    def pid1(self) -> tuple[str, ...]:
        """The words of PID 1: `argv`, or the engine's init in front of it if that was asked for."""
        return self.engine.init + self.argv if self.override.init else self.argv

    @kept
    def words(self) -> tuple[Word, ...]:
        """Each word of `argv` with its origin; if `argv` is unknown, those words that are known."""
        return explanation.words(self)

    @kept
    def documented(self) -> str:
        """The effective command in the notation of Docker's documented matrix."""
        return explanation.documented(self)

    @kept
    def dropped(self) -> tuple[Dropped, ...]:
        """The words that do not reach `argv`, each with the reason."""
        return explanation.dropped(self)

    @kept
    def steps(self) -> tuple[Step, ...]:
        """The rules that were applied, in order, with their sources."""
        return explanation.steps(self)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings of `cmdresolve.checks`: what is wrong with this start, or worth knowing."""
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a check only when asked

        return views.findings(self)

    def explain(self) -> str:
        """Return what starts and why, as plain text for people."""
        from cmdresolve.model import views  # noqa: PLC0415 - the core loads a renderer only when asked

        return views.text(self)

    def to_json(self) -> dict[str, Any]:
        """Return the answer and its explanation as JSON values, as the command line prints them."""
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.json(self)

    def __repr__(self) -> str:
        """Return the engine and argv, cut to two lines."""
        if self.unknown:
            return shortened(f"Resolution({self.engine.key!r}, unknown={self.unknown!r})")
        return shortened(f"Resolution({self.engine.key!r}, argv={self.argv!r})")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        del include, exclude  # a notebook chooses from all formats anyway
        return views.bundle(self)

    def _repr_html_(self) -> str:
        from cmdresolve.model import views  # noqa: PLC0415 - same

        return views.html(self)


class Assumption(NamedTuple):
    """An answer that holds under conditions.

    Attributes:
        resolution: the answer.
        conditions: the conditions, such as ``acme/base:3 sets no ENTRYPOINT``.
    """

    resolution: Resolution
    conditions: tuple[str, ...]

    @property
    def argv(self) -> tuple[str, ...]:
        """The words that the first process gets, under the conditions."""
        return self.resolution.argv
