"""The door through which every description of an image comes in.

A source is asked for one image by its reference and says what it knows, or nothing. Whoever asks
several decides their order; no source knows of another.
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

#: The platform that is meant where nobody names one.
PLATFORM = "linux/amd64"


class Found(Record):
    """What a source knows of an image.

    Attributes:
        config: the image's config.
        origin: the kind of source it came from.
        source: where exactly, in words for people.
        as_of: the day it holds for, ``YYYY-MM-DD``; None where no day is known.
        digest: the digest of the image's manifest, where the source knows it.
        supposed: whether nothing was known of this very image, and what its line has in common
            stands in for it. An answer that rests on it is not known, but assumed.
        shells: the names of the shells in the image, ``sh``, ``bash``, ``cmd``, ``powershell``;
            empty where it has none, None where that is not known.
        unknown_env: the names of variables the image sets to values that the source does not know.
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
