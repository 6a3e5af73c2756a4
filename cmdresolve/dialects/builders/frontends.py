"""The official frontends, ``docker/dockerfile:1.N``: that of BuildKit 0.(N+6), in two channels.

The labs channel is built with additional build tags. Source: moby/buildkit at dockerfile/1.2.0 to
dockerfile/1.26.0, frontend/dockerfile/release/labs/tags and the files with these tags.
"""

from __future__ import annotations

from functools import lru_cache

from cmdresolve.dialects.builders import buildkit, buildkit_parts
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.record import NamedTuple

# No release of Docker has BuildKit 0.9.
_FRONTEND_1_3 = buildkit.BUILDKIT_20_10._replace(
    citation=buildkit.BUILDKIT_20_10.citation.replace("v0.8.3", "v0.9.3"),
    verified=False,
    reading=buildkit_parts.READING_20_10._replace(strips_cr_run=True),
    flags=buildkit_parts.FLAGS_20_10._replace(
        of_run=buildkit_parts.FLAGS_20_10.of_run | {"network"}
    ),
    running=buildkit_parts.RUNNING_20_10._replace(
        mounts="late", networks=buildkit_parts.RUNNING_23_0.networks
    ),
)
# Since BuildKit 0.30 SOURCE_DATE_EPOCH may also name a stage or a build context. Contexts that are
# folders are not known here, so no value is refused any more (moby/buildkit dockerfile/1.24.0
# frontend/dockerfile/dockerfile2llb/epoch.go).
_FRONTEND_1_24 = buildkit.BUILDKIT_29_2._replace(
    verified=False, checking=buildkit_parts.CHECKING_1_24
)


class _Frontend(NamedTuple):
    """The frontends from a minor version up to the next one in the list.

    Attributes:
        minor: the N of ``1.N``.
        stable: the record of the stable channel.
        labs: the build tags of the labs channel.
    """

    minor: int
    stable: Builder
    labs: str


_FRONTENDS = (
    _Frontend(2, buildkit.BUILDKIT_20_10, "security network"),
    _Frontend(3, _FRONTEND_1_3, "security heredocs"),
    _Frontend(4, buildkit.BUILDKIT_23_0, "security"),
    _Frontend(5, buildkit.BUILDKIT_24_0, "security git checksum"),
    _Frontend(6, buildkit.BUILDKIT_25_0, "security"),
    _Frontend(7, buildkit.BUILDKIT_26_1, "security parents exclude"),
    _Frontend(8, buildkit.BUILDKIT_27_0, "security parents exclude"),
    _Frontend(9, buildkit.BUILDKIT_27_1, "security parents exclude"),
    _Frontend(10, buildkit.BUILDKIT_27_3, "security parents exclude"),
    _Frontend(11, buildkit.BUILDKIT_27_4, "security parents exclude"),
    _Frontend(14, buildkit.BUILDKIT_28_0, "security parents exclude device"),
    _Frontend(15, buildkit.BUILDKIT_28_1, "security parents exclude device"),
    _Frontend(16, buildkit.BUILDKIT_28_2, "security parents exclude device"),
    _Frontend(18, buildkit.BUILDKIT_28_4, "security parents exclude device"),
    _Frontend(19, buildkit.BUILDKIT_28_5, "security parents device"),
    _Frontend(20, buildkit.BUILDKIT_29_1, "device"),
    _Frontend(21, buildkit.BUILDKIT_29_2, "device"),
    _Frontend(24, _FRONTEND_1_24, "device"),
)
_NEWEST = 26
_OF_COPY = {"parents": "parents?", "exclude": "exclude*"}


# Bounded, since a Dockerfile may name any number.
@lru_cache(maxsize=64)
def frontend(minor: int | None, *, labs: bool) -> Builder:
    """Return the record of a frontend.

    Args:
        minor: the N of ``1.N``; None for whichever is the newest today.
        labs: whether it is of the labs channel.
    """
    number = _NEWEST if minor is None else minor
    found = next((x for x in reversed(_FRONTENDS) if x.minor <= number), _FRONTENDS[0])
    record = _with_tags(found.stable, found.labs.split()) if labs else found.stable
    return record if minor is not None and minor <= _NEWEST else beyond(record)


def beyond(record: Builder) -> Builder:
    """Return the record for versions newer than all that are known, which may accept more.

    Flags that are not known are noted, and only the build arguments that newer versions still
    check are checked.
    """
    flags = record.flags._replace(unknown="noted")
    own = record.checking.own_arguments & buildkit_parts.CHECKING_1_24.own_arguments
    return record._replace(flags=flags, checking=record.checking._replace(own_arguments=own))


def _with_tags(record: Builder, tags: list[str]) -> Builder:
    """Return a frontend's record with what build tags add to it."""
    flags, copying, running, reading = (
        record.flags,
        record.copying,
        record.running,
        record.reading,
    )
    of_run = {"security", "network"} & set(tags)
    of_copy = {_OF_COPY[tag] for tag in tags if tag in _OF_COPY}
    flags = flags._replace(
        of_run=flags.of_run | of_run,
        of_copy=flags.of_copy | of_copy,
        of_add=flags.of_add | (of_copy & {"exclude*"}),
        labs_only=flags.labs_only - set(tags),
    )
    if "security" in tags:
        running = running._replace(securities=buildkit_parts.RUNNING_29_1.securities)
    if "network" in tags:
        running = running._replace(networks=buildkit_parts.RUNNING_23_0.networks)
    if "heredocs" in tags:
        reading = reading._replace(heredocs=True)
    if "git" in tags:
        copying = copying._replace(adds_git=True)
    return record._replace(reading=reading, flags=flags, running=running, copying=copying)
