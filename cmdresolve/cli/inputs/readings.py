"""What was read of Compose projects while one question after another is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.starters.compose.service import ProjectReader


class ProjectReading(NamedTuple):
    """A project that was read.

    Attributes:
        reader: answers for its services.
        beside: the files beside it, of which those that were read are listed.
    """

    reader: ProjectReader
    beside: Mapping[str, str]


class Readings:
    """The projects that were read in one run; no file is thought to change meanwhile."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[Hashable, ProjectReading] = {}

    def known(self, key: Hashable, texts: Mapping[str, str]) -> ProjectReading | None:
        """Return what was read under a key, if it saw none of some texts that are changed.

        Args:
            key: what the project was read with.
            texts: the texts in place of those of some files.
        """
        found = self._found.get(key)
        return None if found is None or any(name in texts for name in found.beside) else found

    def reading(
        self, key: Hashable, texts: Mapping[str, str], make: Callable[[], ProjectReading]
    ) -> ProjectReading:
        """Return what was read under a key, or read it now and keep it.

        Args:
            key: as for `known`.
            texts: same.
            make: reads the project.
        """
        found = self.known(key, texts)
        if found is None:
            found = self._found[key] = make()
        return found
