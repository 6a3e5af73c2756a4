"""The interface of all sources of images: `ImageSource`, which returns a `Found`.

A source is asked for one image by its reference, and returns what it knows or None. Sources do not
know of each other; callers decide which to ask, and in what order.
"""

from __future__ import annotations

from cmdresolve.model.image import ImageConfig
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, Protocol, TypeAlias

    #: Where a description may come from.
    SourceKind: TypeAlias = Literal[
        "given", "lock", "atlas", "registry", "engine", "tree", "archive"
    ]
else:
    Protocol = object

#: The platform that is used if none is named.
PLATFORM = "linux/amd64"


class Found(Record):
    """What a source knows of an image.

    Attributes:
        config: the image's config.
        origin: the kind of source that it came from.
        source: the exact source, in words.
        as_of: the day that it holds for, ``YYYY-MM-DD``; None if no day is known.
        digest: the digest of the image's manifest, or None if not known.
        supposed: whether this very image was not known, and the config is what similar tags have
            in common. Answers based on it are assumptions.
        shells: the names of the shells in the image, ``sh``, ``bash``, ``cmd``, ``powershell``;
            empty if it has none, None if that is not known.
        unknown_env: the names of variables that the image sets to values that are not known.
    """

    config: ImageConfig
    origin: SourceKind
    source: str
    as_of: str | None = None
    digest: str | None = None
    supposed: bool = False
    shells: frozenset[str] | None = None
    unknown_env: tuple[str, ...] = ()


class ImageSource(Protocol):
    """Anything that can describe images."""

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return what is known of an image, or None.

        Args:
            reference: the image, as FROM or a command line writes it.
            platform: ``os/architecture[/variant]``.
        """
