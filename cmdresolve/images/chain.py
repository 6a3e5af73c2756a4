"""Several sources of images, asked in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmdresolve.dockerfile.building.bases import Bases, Gathered, Images
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.image_reference import ReferenceFormatError, normalize
from cmdresolve.model.platform import Platform, asked_platform, parse_platform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.images.sources import Found, ImageSource


class Chain:
    """A source that asks others in order until one knows the image.

    Answers and errors are kept, because each mend that is tried asks for the same images again.
    """

    def __init__(self, sources: Sequence[ImageSource]) -> None:
        """Make a chain of sources, in the order in which they are asked."""
        self._sources = tuple(sources)
        self._kept: dict[tuple[str, str], Found | CmdResolveError | None] = {}

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return the image from the first source that knows it, or None.

        Raises:
            CmdResolveError: a source that was asked failed.
        """
        key = (reference, platform)
        if key not in self._kept:
            try:
                self._kept[key] = self._asked(reference, platform)
            except CmdResolveError as error:
                self._kept[key] = error
        kept = self._kept[key]
        if isinstance(kept, CmdResolveError):
            raise kept
        return kept

    def _asked(self, reference: str, platform: str) -> Found | None:
        for source in self._sources:
            found = source.find(reference, platform)
            if found is not None:
                return found
        return None


class GivenImages:
    """Given images, and a source for all others."""

    def __init__(
        self, given: Mapping[str, ImageConfig | Found] | Gathered, others: ImageSource | None
    ) -> None:
        """Make a source of given images, by name, and of another source, or None."""
        described: Any = given if isinstance(given, Gathered) else dict(given)
        self._given = Images(described)
        self._others = others

    def find(self, reference: str, platform: str = PLATFORM) -> ImageConfig | Found | None:
        """Return a given image, or that of the other source, or None.

        Raises:
            CmdResolveError: the source failed.
        """
        try:
            full: str | None = normalize(reference)
        except ReferenceFormatError:
            full = None
        image = self._given.find(reference, full, parse_platform(platform) or Platform())
        if image is not None or self._others is None:
            return image
        return self._others.find(reference, platform)


def image_named(reference: str, source: Bases, platform: str | None) -> ImageConfig:
    """Return the image of a name, undescribed if no source knows it.

    Raises:
        CmdResolveError: a source that was asked failed, or the platform is not valid.
    """
    try:
        full: str | None = normalize(reference)
    except ReferenceFormatError:
        full = None
    asked = asked_platform(platform or PLATFORM)
    return Images(source).find(reference, full, asked) or ImageConfig.undescribed(reference)
