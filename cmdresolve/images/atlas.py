"""The atlas: the configs of well-known public images, shipped with the library.

It was derived by this library from the images' own public build files (``tables/atlas`` has each
value with its source; docs/development/atlas.md says how). Since tags move, it has values by the
day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cmdresolve.images import atlas_lines
from cmdresolve.images.atlas_names import Name, parse
from cmdresolve.images.atlas_store import NOT_TOLD, Fields, Part, Row, Store, Tag, shipped
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.argument_types import check_text
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.record import NamedTuple

_WINDOWS = "windows"
_SYSTEMS = ("linux", _WINDOWS)
_LATEST = "latest"


class Held(NamedTuple):
    """The image that a tag named from a day on.

    Attributes:
        since: the first day, ``YYYY-MM-DD``; empty for the first value that the atlas knows.
        system: ``linux`` or ``windows``.
        found: the image.
    """

    since: str
    system: str
    found: Found


class Atlas(Mapping[str, ImageConfig]):
    """A source of image configs, and a mapping from references to configs.

    The mapping has only images that the atlas knows exactly; `find` also returns supposed ones.
    Nothing is read before the first look-up.

    Attributes:
        platform: the platform of the mapping's configs.
    """

    def __init__(self, as_of: str | None = None, *, platform: str = PLATFORM) -> None:
        """Make the atlas of a day and a platform.

        Args:
            as_of: the day, ``YYYY-MM-DD``; by default the newest that the atlas has.
            platform: the platform of the mapping's configs.

        Raises:
            ImageConfigError: `as_of` is not written as a day.
            WrongTypeError: the platform is no text.
        """
        check_text(platform, "platform", PLATFORM)
        if as_of is not None:
            from datetime import date  # noqa: PLC0415 - loading it takes as long as a look-up

            try:
                # Newer Pythons read more forms of a date than this one.
                is_day = date.fromisoformat(as_of).isoformat() == as_of
            except (TypeError, ValueError):
                is_day = False
            if not is_day:
                raise ImageConfigError(
                    f"{as_of!r} is not a day",
                    code="as-of",
                    stage="request",
                    hint="write it as YYYY-MM-DD, such as 2024-06-01",
                )
        self._asked = as_of
        self.platform = platform

    @property
    def as_of(self) -> str:
        """The day that answers hold for: the given one, but not after the atlas was made."""
        newest = shipped().as_of
        return newest if self._asked is None else min(self._asked, newest)

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return what the atlas knows of an image, or None.

        A `Found.supposed` image was inferred from other tags of its line; a field on which these
        differ is `Unknown`. An image that exists only for Windows is returned for Linux platforms
        too, with its own ``os``.

        Args:
            reference: the image, as FROM or a command line writes it; mirrors of Docker's official
                images are known.
            platform: ``os/architecture[/variant]``.
        """
        check_text(reference, "reference", "alpine:3.20")
        check_text(platform, "platform", PLATFORM)
        name = parse(reference)
        if name is None:
            return None
        store, day = shipped(), self.as_of
        exact = _exact(store, name, platform)
        if exact is not None:
            part, history = exact
            row = atlas_lines.held(history, day, history[0].system)
            if row.value != NOT_TOLD:
                # A digest may be of any day. If the value changed over time, the value of the day
                # asked for is only a guess.
                known = (part.value(one.value) for one in history if one.value != NOT_TOLD)
                sure = not name.digest or _same(known)
                line = "" if sure else f"{name.repository}:{name.tag}"
                return _found(reference, part.value(row.value), row.system, day, line=line)
        wide = _wide(store, name, platform)
        if wide is not None:
            row = atlas_lines.held(wide.rows, day, wide.rows[0].system)
            values = {wide.part.value(one.value) for one in wide.rows}
            # A tag with a version in it was built on some day that is not known, and not rebuilt;
            # only latest is of the day asked for.
            if name.tag == _LATEST or _same(values):
                return _found(reference, wide.part.value(row.value), row.system, day)
            line = f"{name.repository}:{wide.name}"
            return _found(reference, atlas_lines.common(values), row.system, day, line=line)
        supposed = atlas_lines.suppose(store, name, day, platform.partition("/")[0])
        if supposed is None:
            return None
        fields, system, line = supposed
        if not name.tag and _same(_ever(store, name.repository, system)):
            return _found(reference, fields, system, day)
        return _found(reference, fields, system, day, line=f"{name.repository}:{line}")

    def history(self, reference: str) -> tuple[Held, ...]:
        """Return the images that a tag named over time, by system and day; empty if not known."""
        check_text(reference, "reference", "alpine:3.20")
        name = parse(reference)
        if name is None:
            return ()
        return tuple(
            Held(row.since, row.system, _found(reference, part.value(row.value), row.system, None))
            for system in _SYSTEMS
            for part, row in _rows(shipped(), name, system)
        )

    def sources(self, reference: str) -> tuple[str, ...]:
        """Return the URLs of an image's build files; empty if it is not known."""
        check_text(reference, "reference", "alpine:3.20")
        name = parse(reference)
        parts = [] if name is None else shipped().parts(name.repository)
        known = dict.fromkeys(source for part in parts for source in part.sources)
        return tuple(f"https://github.com/{source}" for source in known)

    def __getitem__(self, reference: object) -> ImageConfig:
        found = self.find(reference, self.platform) if isinstance(reference, str) else None
        if found is None or found.supposed:
            raise KeyError(reference)
        return found.config

    def __iter__(self) -> Iterator[str]:
        """Yield every reference that the atlas knows exactly, on its day and platform."""
        store, day = shipped(), self.as_of
        for repository in store.repositories():
            short = repository.removeprefix("docker.io/").removeprefix("library/")
            for part in store.parts(repository):
                for tag in part.matching(r"[^*]+"):
                    reference = f"{short}:{tag.name}"
                    # A full look-up of each takes three times as long, and few need it.
                    is_known = _is_known(tag.rows, day, self.platform) and parse(reference)
                    if is_known or reference in self:
                        yield reference

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same day and platform; this reads nothing."""
        if not isinstance(other, Atlas):
            return NotImplemented
        return (self._asked, self.platform) == (other._asked, other.platform)

    def __hash__(self) -> int:
        return hash((self._asked, self.platform))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"atlas({self._asked!r})" if self._asked else "atlas()"


def atlas(as_of: str | None = None, *, platform: str = PLATFORM) -> Atlas:
    """Return the atlas of public images as it was on a day.

    Pass it as ``bases`` to build an image, or look up one image with `Atlas.find`.

    Args:
        as_of: the day, ``YYYY-MM-DD``; by default the newest that the atlas has.
        platform: the platform of the mapping's configs.

    Raises:
        ImageConfigError: `as_of` is not written as a day.
    """
    return Atlas(as_of, platform=platform)


def _exact(store: Store, name: Name, platform: str) -> tuple[Part, tuple[Row, ...]] | None:
    """Return the part of the store that has a tag, and the tag's rows for a platform, or None."""
    part = store.part(name.repository, name.tag) if name.tag else None
    rows = () if part is None else _of_system(part.history(name.tag), platform)
    return (part, rows) if part is not None and rows else None


def _is_known(history: tuple[Row, ...], day: str, platform: str) -> bool:
    rows = _of_system(history, platform)
    return bool(rows) and atlas_lines.held(rows, day, rows[0].system).value != NOT_TOLD


def _wide(store: Store, name: Name, platform: str) -> Tag | None:
    """Return the entry with a ``*`` that covers a tag, such as ``*-slim``, or None."""
    if not name.tag:
        return None
    parts = store.parts(name.repository)
    tags = [tag for part in parts for tag in part.wide()]
    of_system = [tag for tag in tags if _of_system(tag.rows, platform)]
    found = atlas_lines.of_pattern(of_system, name.tag)
    if found is None:
        return None
    rows = tuple(row for row in _of_system(found.rows, platform) if row.value != NOT_TOLD)
    return found._replace(rows=rows) if rows else None


def _rows(store: Store, name: Name, system: str) -> Iterator[tuple[Part, Row]]:
    """Yield the known rows of a tag on a system, each with its part of the store."""
    found = _exact(store, name, system)
    if found is None:
        wide = _wide(store, name, system)
        found = None if wide is None else (wide.part, wide.rows)
    if found is not None:
        part, rows = found
        yield from ((part, x) for x in rows if x.system == system and x.value != NOT_TOLD)


def _of_system(history: tuple[Row, ...], platform: str) -> tuple[Row, ...]:
    system = platform.partition("/")[0]
    rows = tuple(row for row in history if row.system == system)
    return rows if rows or system == _WINDOWS else history


def _ever(store: Store, repository: str, system: str) -> Iterator[Fields]:
    """Yield all values that any tag of a repository had at any time."""
    for part in store.parts(repository):
        for number in {row.value for row in part.all_rows() if row.system == system}:
            if number != NOT_TOLD:
                yield part.value(number)


def _same(values: Iterable[Fields]) -> bool:
    """Say whether values agree on every field that bears on the command; empty counts as absent."""
    said = ((x.entrypoint, x.cmd, x.shell, x.on_build, x.unknown) for x in values)
    return len({tuple(words or None for words in one) for one in said}) == 1


def _found(
    reference: str, fields: Fields, system: str, day: str | None, *, line: str = ""
) -> Found:
    said = f"the atlas, as of {day}" if day else "the atlas"
    return Found(
        _config(reference, fields, system),
        "atlas",
        f"{said}, supposed from {line}" if line else said,
        as_of=day,
        supposed=bool(line),
        shells=None if fields.shells is None else frozenset(fields.shells),
        unknown_env=fields.names or (),
    )


def _config(reference: str, fields: Fields, system: str) -> ImageConfig:
    unknown = fields.unknown or ()

    def words(field: str, value: tuple[str, ...] | None) -> Words:
        return Unknown(reference, field) if field in unknown else value

    user, working_dir, stop_signal = fields.text or ("", "", "")
    return ImageConfig(
        words("Entrypoint", fields.entrypoint),
        words("Cmd", fields.cmd),
        words("Shell", fields.shell),
        env=fields.env or (),
        working_dir=working_dir,
        user=user,
        stop_signal=stop_signal,
        on_build=words("OnBuild", fields.on_build),
        os=system,
        name=reference,
    )
