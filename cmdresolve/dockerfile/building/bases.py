"""The images outside a Dockerfile, as the caller describes them: a mapping, a function, a source.

Only the images that a build starts from are looked up, once for each name and platform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cmdresolve.model.argument_types import check_names
from cmdresolve.model.errors import ImageConfigError, wrong_type
from cmdresolve.model.image import Basis, Described, ImageConfig
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.platform import Platform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeAlias
else:
    Protocol = object

_HUB = "docker.io/"
_OFFICIAL = "docker.io/library/"
_LATEST = ":latest"


class Describes(Protocol):
    """A source of descriptions, asked for one image at a time (`images.sources.Source`)."""

    def find(self, reference: str, platform: str) -> ImageConfig | Described | None:
        """Return the description of an image for a platform, or None if it has none."""


class Gathered:
    """Described images, by normalised name; those of one build may be added for the next."""

    def __init__(self, given: Mapping[str, ImageConfig]) -> None:
        check_names(given, "bases")
        self.by_key = {same_key(name): image for name, image in given.items()}

    def add(self, name: str, image: ImageConfig) -> None:
        """Add a described image; builds that run from now on find it."""
        self.by_key[same_key(name)] = image


#: What is asked for one image at a time.
DescribedBy: TypeAlias = (
    Mapping[str, ImageConfig] | Callable[[str], "ImageConfig | Described | None"] | Describes
)
#: How the images that FROM may name are described.
Bases: TypeAlias = DescribedBy | Gathered


class Images:
    """Looks up images outside the file in what the caller described."""

    def __init__(self, given: Bases | None) -> None:
        if given is not None and type(given) is not dict:
            _check_can_be_asked(given)
        # Only the keys of a plain dict can be normalised beforehand; others may not list theirs.
        self._given = Gathered(given) if type(given) is dict else given
        self._found: dict[tuple[str, Platform], ImageConfig | None] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no image is described at all."""
        given = self._given
        return given is None or (isinstance(given, Gathered) and not given.by_key)

    def find(self, name: str, full: str | None, platform: Platform) -> ImageConfig | None:
        """Find an image.

        Args:
            name: the name as written, after substitution.
            full: the full name, or None if the name is no image reference.
            platform: the platform it is wanted for.

        Raises:
            ImageConfigError: what the caller gave for it does not describe an image.
        """
        given = self._given
        if given is None or self.is_empty:
            return None
        key = (name, platform)
        found = self._found.get(key)
        # An image that is missing from `Gathered` may have been added since it was asked for.
        if found is None and (key not in self._found or isinstance(given, Gathered)):
            found = self._found[key] = _looked_up(given, name, full, platform)
        return found

    def found(self, name: str, platform: str) -> ImageConfig | None:
        """Return an image that this build has looked up before, or None."""
        return next(
            (
                image
                for (its, for_platform), image in self._found.items()
                if its == name and str(for_platform) == platform
            ),
            None,
        )


def _check_can_be_asked(given: object) -> None:
    """Refuse a value that cannot describe images, even if the build asks for none.

    Raises:
        WrongTypeError: it is no mapping, no function and no source.
    """
    # A text has a `find` too, and a list can be asked by number.
    listed = isinstance(given, (str, bytes, bytearray, list, tuple))
    if listed or not (
        isinstance(given, Gathered)
        or callable(given)
        or hasattr(given, "find")
        or hasattr(given, "__getitem__")
    ):
        raise wrong_type(
            f"bases describes images by name, and {type(given).__name__} does not",
            'give {"REFERENCE": ImageConfig(…)}, a function of the reference, or a source',
        )


#: For builds without described images: it finds none, and stores nothing, so it can be shared.
NO_IMAGES = Images(None)


def _looked_up(given: Bases, name: str, full: str | None, platform: Platform) -> ImageConfig | None:
    if not isinstance(given, Gathered):
        return _image(_asked(given, name, full, platform), name, platform)
    spelled = (full, _by_digest(full)) if full is not None else (name,)
    value = next((given.by_key[x] for x in spelled if x in given.by_key), None)
    return _image(value, name, platform)


def spellings(name: str, full: str | None) -> Iterator[str]:
    """Return the names by which an image may be given: as written first, then full and short."""
    yield name
    if full is None:
        return
    familiar = full.removeprefix(_OFFICIAL).removeprefix(_HUB)
    yield from (full, familiar, familiar.removesuffix(_LATEST), _by_digest(full))
    yield _by_digest(familiar)


def _asked(given: DescribedBy, name: str, full: str | None, platform: Platform) -> object:
    if hasattr(given, "find"):
        return given.find(name, str(platform))
    if isinstance(given, Mapping) or hasattr(given, "__getitem__"):
        return _in_mapping(given, name, full)
    return given(name)


def _in_mapping(given: Any, name: str, full: str | None) -> object:
    """Return the value of a mapping under any spelling of a name, or None."""
    # Before its keys are gone through: a mapping that computes its values may not list them.
    for spelled in dict.fromkeys(spellings(name, full)):
        try:
            value = given[spelled]
        except KeyError:
            continue
        if value is not None:
            return value
    wanted = same_key(name)
    return next((given[key] for key in given if same_key(key) == wanted), None)


def _by_digest(reference: str) -> str:
    """Return a reference without the tag, if it has a digest as well: engines ignore that tag."""
    whole, sign, digest = reference.partition("@")
    if not sign:
        return reference
    path, slash, last = whole.rpartition("/")
    return f"{path}{slash}{last.partition(':')[0]}@{digest}"


def _image(value: object, name: str, platform: Platform) -> ImageConfig | None:
    """Return the config of a description, with its `Basis`: the name, and who described it.

    If the description is only an assumption from similar images, the fields are `Unknown`.

    Raises:
        ImageConfigError: it does not describe an image.
    """
    if value is None:
        return None
    if isinstance(value, ImageConfig):
        basis = Basis(name) if value.basis is None else value.basis._replace(reference=name)
        return value.described_by(basis)
    config = getattr(value, "config", None)
    if not isinstance(config, ImageConfig):
        raise ImageConfigError(
            f"what describes {name} is a {type(value).__name__}, not an ImageConfig",
            code="image-config",
            hint="read a record with ImageConfig.from_json",
        )
    described: Any = value
    basis = Basis(name, described, env_known=not getattr(value, "unknown_env", ()))
    if basis.supposed:
        config = ImageConfig.undescribed(name)._replace(os=config.os or platform.os)
    return config.described_by(basis)


class Assumed:
    """The images of a build, on the assumption that bases without a config set no field.

    An image that is assumed to be like others of its repository gets the fields of those.
    """

    def __init__(self, images: Images) -> None:
        self._images = images

    def find(self, reference: str, platform: str) -> ImageConfig:
        """Return the config that is assumed for an image."""
        image = self._images.found(reference, platform)
        if image is None:
            bare = ImageConfig(name=reference, os=platform.partition("/")[0])
            return bare.described_by(Basis(reference, env_known=False))
        return image.as_assumed()
