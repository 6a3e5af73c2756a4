"""A cache of loaded Compose projects, for many questions about them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.starters.compose.service import ProjectReader


class ProjectReading(NamedTuple):
    """A loaded project.

    Attributes:
        reader: answers for its services.
        beside: the files that it may name, which know those that were read.
    """

    reader: ProjectReader
    beside: Mapping[str, str]


class Readings:
    """The projects loaded in one run, during which files are assumed not to change."""

    def __init__(self) -> None:
        """Begin empty."""
        self._found: dict[Hashable, ProjectReading] = {}

    def known(self, key: Hashable, texts: Mapping[str, str]) -> ProjectReading | None:
        """Return the project of a key, if it was loaded without the texts that are changed.

        Args:
            key: what the project was loaded with.
            texts: the texts in place of those of some files.
        """
        found = self._found.get(key)
        return None if found is None or any(name in texts for name in found.beside) else found

    def reading(
        self, key: Hashable, texts: Mapping[str, str], make: Callable[[], ProjectReading]
    ) -> ProjectReading:
        """Return the project of a key, loading and keeping it if necessary.

        Args:
            key: as for `known`.
            texts: same.
            make: loads the project.
        """
        found = self.known(key, texts)
        if found is None:
            found = self._found[key] = make()
        return found
