"""The sources of images that a question names and does not describe."""

from __future__ import annotations

import os
from contextlib import suppress

from cmdresolve.cli.inputs.readings import Readings
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.dialects import DEFAULT
from cmdresolve.images.chain import Chain, GivenImages
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.errors import CmdResolveError, UnknownImageError
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from cmdresolve.cli.language.arguments import Options
    from cmdresolve.dialects.builders.builder import Builder
    from cmdresolve.dockerfile import Dockerfile
    from cmdresolve.dockerfile.building.bases import Gathered
    from cmdresolve.images.engine import LocalEngine
    from cmdresolve.images.sources import Found, ImageSource
    from cmdresolve.model.image import ImageConfig

LOCK = "cmdresolve.lock"
_HIGHEST = 64


class SourceOptions(NamedTuple):
    """The sources that the command line allows.

    Attributes:
        registry: whether the registries are asked.
        ask: whether the local engine is asked.
        atlas: whether the atlas is.
        as_of: the day of the atlas, or None.
        lock: whether a lock file is used.
        tree: whether images that the repository itself builds are used.
        unused: whether options that a question has no use for are noted.
    """

    registry: bool = False
    ask: bool = False
    atlas: bool = True
    as_of: str | None = None
    lock: bool = True
    tree: bool = True
    unused: bool = True


class Outside:
    """The registries and the local engine, shared by many questions: asked once for each image.

    If one fails to give an image, the question is answered without it.

    Attributes:
        failed: the reason for each image that was not given.
        engines: the local engines, by the programs that are asked.
    """

    def __init__(self) -> None:
        """Begin with no source."""
        self.failed: dict[str, str] = {}
        self.engines: dict[tuple[str, ...], LocalEngine] = {}
        self._asked: dict[Hashable, ImageSource] = {}

    def once(self, key: Hashable, make: Callable[[], ImageSource]) -> ImageSource:
        """Return the source of a key, made on first use."""
        if key not in self._asked:
            self._asked[key] = _PassedOver(Chain([make()]), self.failed)
        return self._asked[key]

    def notes(self) -> Iterator[str]:
        """Return a note for each reason why images were not given."""
        for reason in dict.fromkeys(self.failed.values()):
            names = ", ".join(name for name, why in self.failed.items() if why == reason)
            yield f"note: no answer about {names}: {reason}"


class _PassedOver:
    """A source whose errors are recorded, and mean that it does not know the image."""

    def __init__(self, source: ImageSource, failed: dict[str, str]) -> None:
        self._source = source
        self._failed = failed

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        try:
            return self._source.find(reference, platform)
        except UnknownImageError as error:
            self._failed[reference] = error.message
            return None


class Sources:
    """The sources of one question, and the images that it asked for.

    They are made when the first image is looked up, and each image is looked up once.

    Attributes:
        options: the allowed sources.
        folder: the folder of the question's file.
        asked: the images that were looked up, in order.
    """

    def __init__(
        self,
        options: SourceOptions = SourceOptions(),  # noqa: B008 - frozen
        folder: str = "",
        programs: tuple[str, ...] = (),
        readings: Readings | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Make the sources of a question.

        Args:
            options: the options.
            folder: the folder of the question's file.
            programs: the local engines' programs to ask first.
            readings: the Compose projects that were read before.
            outside: the registries and the local engine, if questions share them.
        """
        self.readings = Readings() if readings is None else readings
        self.options = options
        self.folder = folder
        self.asked: dict[str, None] = {}
        self._programs = programs
        self._outside = outside
        self._chain: Chain | None = None
        self._engines = {} if outside is None else outside.engines
        self._builder: str | Builder | None = None
        self._beside: ImageSource = self

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return the image from the first source that knows it, or None."""
        if self._chain is None:
            self._chain = Chain(list(self._sources()))
        return self._chain.find(reference, platform)

    def beside(
        self,
        given: Mapping[str, ImageConfig | Found] | Gathered,
        builder: str | Builder | None = None,
    ) -> ImageSource:
        """Return a source of given images, and then of these sources.

        Args:
            given: the given images by name.
            builder: the builder of images that the repository itself builds.
        """
        self._builder = builder or self._builder
        self._beside = _Noted(GivenImages(given, self), self.asked)
        return self._beside

    def expect(
        self,
        parsed: Dockerfile,
        target: str | None,
        build_args: Mapping[str, str],
        platform: str | None,
    ) -> None:
        """Let the local engine inspect all images of a build with one command."""
        if not self.options.ask:
            return
        with suppress(CmdResolveError):
            needed = parsed.bases_needed(target=target, build_args=build_args, platform=platform)
            self._local().expect(needed)

    def _sources(self) -> Iterator[ImageSource]:
        options = self.options
        if options.tree:
            from cmdresolve.cli.inputs.tree import Tree  # noqa: PLC0415 - for what nobody described

            yield Tree(
                self.folder, self._builder or DEFAULT.builder, lambda: self._beside, self.readings
            )
        lock = find_lock(self.folder) if options.lock else None
        if lock is not None:
            from cmdresolve.images.lock import read_lock  # noqa: PLC0415 - where there is one

            yield read_lock(lock)
        if options.ask:
            yield self._shared(("engine", self._programs), self._local)
        if options.registry:
            from cmdresolve.images.registry import Registry  # noqa: PLC0415 - only when asked for

            yield self._shared("registry", Registry)
        if options.atlas:
            from cmdresolve.images.atlas import Atlas  # noqa: PLC0415 - for what nobody described

            yield Atlas(options.as_of)

    def _shared(self, key: Hashable, make: Callable[[], ImageSource]) -> ImageSource:
        return make() if self._outside is None else self._outside.once(key, make)

    def _local(self) -> LocalEngine:
        if self._programs not in self._engines:
            from cmdresolve.images.engine import PROGRAMS, LocalEngine  # noqa: PLC0415 - starts a process

            programs = tuple(dict.fromkeys((*self._programs, *PROGRAMS)))
            self._engines[self._programs] = LocalEngine(programs)
        return self._engines[self._programs]


class _Noted:
    """A source that records the images it is asked for."""

    def __init__(self, source: GivenImages, asked: dict[str, None]) -> None:
        self._source = source
        self._asked = asked

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        self._asked[reference] = None
        found: Found | None = self._source.find(reference, platform)  # type: ignore[assignment]
        return found


def sources_of(
    options: Options,
    place: str,
    *,
    lock: bool = True,
    unused: bool = True,
    readings: Readings | None = None,
    outside: Outside | None = None,
) -> Sources:
    """Return the sources that the options allow; the atlas unless it is turned off.

    Args:
        options: the options of a verb, which may lack some of these.
        place: the file or folder of the question.
        lock: whether a lock file is used.
        unused: whether options that a question has no use for are noted.
        readings: the Compose projects that were read before.
        outside: the registries and the local engine, if questions share them.

    Raises:
        UsageError: the atlas is both wanted and not.
    """
    wanted = "--atlas" if options.atlas else "--as-of" if options.as_of is not None else ""
    if wanted and options.no_atlas:
        raise UsageError(f"{wanted} and --no-atlas are both given", code="bad-usage")
    asked = SourceOptions(
        getattr(options, "registry", False),
        getattr(options, "ask", False),
        not options.no_atlas,
        options.as_of,
        lock=lock,
        unused=unused,
    )
    folder = place if os.path.isdir(place) else os.path.dirname(place)  # noqa: PTH112, PTH120
    return Sources(asked, folder, readings=readings, outside=outside)


def name_notes(given: Iterable[str], asked: Sequence[str]) -> Iterator[Note]:
    """Return notes on unused descriptions of images, with a guess at the name that was meant.

    Args:
        given: the names of the images that were described.
        asked: the images that were looked up.
    """
    from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - rarely needed
    from cmdresolve.model.image_reference import repository, same_key  # noqa: PLC0415 - same

    spelled = {_short(same_key(name)): name for name in asked}
    for name in given:
        key = _short(same_key(name))
        path, digest = repository(key), key.partition("@")[2]
        same = [other for other in spelled if repository(other) == path]
        # With a digest the tag counts for nothing.
        if key in spelled or (digest and any(digest == x.partition("@")[2] for x in same)):
            continue
        beside = [other for other in same if "@" in other and "@" not in key]
        if beside:
            why = f"FROM names {spelled[beside[0]]}, and with a digest the tag is ignored"
            mend = f"--base {path}@{beside[0].partition('@')[2]}=FILE"
        elif same:
            why = f"FROM names {spelled[same[0]]}, with another tag"
            mend = f"--base {spelled[same[0]]}=FILE"
        else:
            close = nearest(key, list(spelled))
            why = (
                f"FROM names {spelled[close]}"
                if close is not None
                else "FROM names " + (", ".join(asked) or "no image outside the file")
            )
            mend = "" if close is None else f"--base {spelled[close]}=FILE"
        yield Note("unused-base", f"--base {name} describes nothing here: {why}", mend or None)


def _short(full: str) -> str:
    return full.removeprefix("docker.io/").removeprefix("library/")


def find_lock(folder: str) -> str | None:
    """Return the lock file of a folder: its own, or the nearest above it in the same repository.

    Args:
        folder: the folder; empty for the working directory.
    """
    place = os.path.abspath(folder or ".")  # noqa: PTH100 - pathlib costs more than the look
    for _ in range(_HIGHEST):
        path = os.path.join(place, LOCK)  # noqa: PTH118 - same
        if os.path.isfile(path):  # noqa: PTH113 - same
            return path
        above = os.path.dirname(place)  # noqa: PTH120 - same
        if above == place or os.path.isdir(os.path.join(place, ".git")):  # noqa: PTH112, PTH118 - same
            break
        place = above
    return None
