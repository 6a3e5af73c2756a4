"""Engines and builders as frozen records of data, looked up by ``NAME@VERSION[/VARIANT]``.

Every room but `model` and `go` may import it; no other compares the name of a dialect.
It imports `model` and `go`.
"""

from __future__ import annotations

from importlib import import_module

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import parse_version
from cmdresolve.model.argument_types import check_text
from cmdresolve.model.bounded_cache import kept_when_short
from cmdresolve.model.errors import DialectError, wrong_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from cmdresolve.dialects.builders.buildkit import DEFAULT as DEFAULT_BUILDER
    from cmdresolve.dialects.changers import Changer
    from cmdresolve.dialects.engines.cri import PODS_DEFAULT as PODS_DEFAULT
    from cmdresolve.dialects.engines.docker import DEFAULT as DEFAULT

    #: Every engine record. An engine's records stand in ascending order of version.
    ENGINES: tuple[Engine, ...]
    #: Every builder record. A builder's records stand in ascending order of version.
    BUILDERS: tuple[Builder, ...]

    _Record = TypeVar("_Record", Engine, Builder)

__all__ = [
    "BUILDERS",
    "DEFAULT",
    "DEFAULT_BUILDER",
    "ENGINES",
    "PODS_DEFAULT",
    "Builder",
    "Engine",
    "builder",
    "changer",
    "dialect",
    "engine",
    "frontend",
    "who_changes",
]

# The module with the records of each name, which is imported when one of them is looked up.
_ENGINES = {
    "docker": "engines.docker",
    "compose": "engines.compose",
    "docker-py": "engines.docker_api_clients",
    "swarm": "engines.docker_api_clients",
    "podman": "engines.podman",
    "kube-play": "engines.podman",
    "containerd-cri": "engines.cri",
    "kubernetes": "engines.cri",
    "apptainer": "engines.apptainer",
}
_BUILDERS = {
    "buildkit": "builders.buildkit",
    "classic": "builders.classic",
    "buildah": "builders.buildah",
    "kaniko": "builders.kaniko",
}
_DEFAULTS = {
    "DEFAULT": ("engines.docker", "DEFAULT"),
    "DEFAULT_BUILDER": ("builders.buildkit", "DEFAULT"),
    "PODS_DEFAULT": ("engines.cri", "PODS_DEFAULT"),
}

_DOCKER = "docker"
# Without a version, these names stand for the newest record that recordings stand behind. Newer
# ones, written from sources alone, are for those who ask for their version.
_RECORDED = frozenset({"docker", "buildkit", "classic", "buildah", "podman"})


def __getattr__(name: str) -> Any:
    value: Any
    if name in _DEFAULTS:
        module, attribute = _DEFAULTS[name]
        value = getattr(_module(module), attribute)
    elif name in {"ENGINES", "BUILDERS"}:
        modules = dict.fromkeys((_ENGINES if name == "ENGINES" else _BUILDERS).values())
        value = tuple([record for module in modules for record in _module(module).RECORDS])
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


@kept_when_short
def engine(name: str) -> Engine:
    """Return the record of an engine.

    Args:
        name: ``NAME``, ``NAME@VERSION`` or ``NAME@VERSION/VARIANT``. A version stands for the
            newest record that is not newer, and ``28`` for the newest 28; without one, it is the
            newest record, for Docker and Podman the newest with recordings behind it.

    Raises:
        DialectError: there is no such engine, or no record as old as that version.
    """
    named: tuple[Engine, ...] = _records(name, _ENGINES, "engine")
    return _look_up(name, named, "engine")


@kept_when_short
def builder(name: str) -> Builder:
    """Return the record of a builder, by the rules of `engine`.

    For a version newer than all records it is one that accepts flags it does not know.

    Raises:
        DialectError: there is no such builder, or no record as old as that version.
    """
    named: tuple[Builder, ...] = _records(name, _BUILDERS, "builder")
    record = _look_up(name, named, "builder")
    asked = parse_version(name.partition("/")[0].partition("@")[2])
    newest = max(x.version for x in named)
    if asked is None or asked[: len(newest)] <= newest:
        return record
    from cmdresolve.dialects.builders.frontends import beyond  # noqa: PLC0415 - rarely needed

    return beyond(record)


def engine_of(asked: str | Engine | None, default: str | Engine) -> Engine:
    """Return the record of an engine given by name or as a record; the default's for None.

    Raises:
        DialectError: no engine has that name.
        WrongTypeError: it is neither a name nor a record.
    """
    found = default if asked is None else asked
    if isinstance(found, str):
        return engine(found)
    return _checked(found, Engine, "engine", "docker@28.5")


def builder_of(asked: str | Builder) -> Builder:
    """Return the record of a builder given by name or as a record.

    Raises:
        DialectError: no builder has that name.
        WrongTypeError: it is neither a name nor a record.
    """
    if isinstance(asked, str):
        return builder(asked)
    return _checked(asked, Builder, "builder", "buildkit@28.5")


def _checked(record: _Record, kind: type, name: str, example: str) -> _Record:
    if isinstance(record, kind):
        return record
    article = "an" if name[0] in "aeiou" else "a"
    message = f"{article} {name} is a name or a record, not a value of type {type(record).__name__}"
    raise wrong_type(message, f'write {name}="{example}", or {name}=dialect("{example}")')


def dialect(name: str) -> Engine | Builder:
    """Return the record of an engine or a builder, whichever has the name.

    Raises:
        DialectError: neither an engine nor a builder has this name.
        WrongTypeError: the name is no text.
    """
    check_text(name, "the name of an engine or a builder", "docker@28.5")
    return builder(name) if _bare(name) in _BUILDERS else engine(name)


def frontend(minor: int | None, *, labs: bool = False) -> Builder:
    """Return the record of the frontend ``docker/dockerfile:1.N``.

    Args:
        minor: the N; None for the newest, which may accept more than is known here.
        labs: whether it is of the labs channel.
    """
    from cmdresolve.dialects.builders import frontends  # noqa: PLC0415 - for files that name one

    return frontends.frontend(minor, labs=labs)


def changer(name: str, command: str | None = None) -> Changer:
    """Return the record of a command that changes an image config.

    Args:
        name: the engine or builder whose command it is, by the rules of `engine`.
        command: ``commit``, ``import`` or ``config``; by default the first that it has.

    Raises:
        DialectError: it has no such command, or there is no such engine.
    """
    from cmdresolve.dialects import changers  # noqa: PLC0415 - for those who change an image only

    record = dialect(name)
    version = parse_version(name.partition("/")[0].partition("@")[2]) or record.version
    named = [x for x in changers.RECORDS if x.engine == record.name]
    wanted = command or next((x.command for x in named), "commit")
    found = [x for x in named if x.command == wanted and x.version[: len(version)] <= version]
    if not found:
        known = dict.fromkeys(f"{x.engine} {x.command}" for x in changers.RECORDS)
        raise DialectError(
            f"{record.key} has no command {wanted} that changes an image",
            code="unknown-dialect",
            hint="known: " + ", ".join(known),
        )
    return found[-1].by(record, version)


def who_changes(engine: Engine, builder: str | None = None) -> str:
    """Return the name of the engine or builder whose commands change an engine's images.

    Args:
        engine: the engine: it has commands of its own, or uses Docker's.
        builder: a builder that was asked for, which goes before the engine if it has commands.
    """
    from cmdresolve.dialects import changers  # noqa: PLC0415 - as above

    known = {record.engine for record in changers.RECORDS}
    if builder is not None and _bare(builder) in known:
        return builder
    return engine.key if engine.name in known else _DOCKER


def _bare(key: str) -> str:
    return key.partition("/")[0].partition("@")[0]


def _records(key: str, modules: dict[str, str], what: str) -> Any:
    name = _bare(key)
    if name not in modules:
        from cmdresolve.model.did_you_mean import guess  # noqa: PLC0415 - for errors

        raise DialectError(
            f"no {what} is called {name!r}",
            code="unknown-dialect",
            hint=guess(name, modules) + "known: " + ", ".join(modules),
        )
    return tuple(x for x in _module(modules[name]).RECORDS if x.name == name)


def _look_up(key: str, named: tuple[_Record, ...], what: str) -> _Record:
    rest, _, variant = key.partition("/")
    name, at, version_text = rest.partition("@")
    variants = [record for record in named if record.variant == variant]
    if not variants:
        from cmdresolve.model.did_you_mean import guess  # noqa: PLC0415 - for errors

        known = dict.fromkeys(x.variant for x in named if x.variant)
        shown = ", ".join(f"/{one}" for one in known) or "none"
        raise DialectError(
            f"{what} {name} has no variant {variant!r}",
            code="unknown-dialect",
            hint=f"{guess(variant, known)}known variants: {shown}",
        )
    if not at:
        recorded = [record for record in variants if record.verified]
        return recorded[-1] if name in _RECORDED and recorded else variants[-1]
    version = parse_version(version_text)
    if version is None:
        raise DialectError(
            f"{version_text!r} is no version of {name}",
            code="unknown-dialect",
            hint=f"write it as {variants[-1].key}",
        )
    # Compared to the length of what was asked: 28 stands for every 28, so that the newest is found.
    found = [record for record in variants if record.version[: len(version)] <= version]
    if not found:
        raise DialectError(
            f"nothing is known of {name} before {variants[0].key}",
            code="unknown-dialect",
            hint="known: " + ", ".join(record.key for record in variants),
        )
    return found[-1]
