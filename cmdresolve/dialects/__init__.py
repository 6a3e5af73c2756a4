"""Engines and builders as data: frozen records, looked up by ``NAME@VERSION[/VARIANT]``."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from cmdresolve.dialects.builder import BUILDERS, Builder
from cmdresolve.dialects.engine import DEFAULT, ENGINES, PODS_DEFAULT, Engine
from cmdresolve.dialects.version import parse_version
from cmdresolve.errors import DialectError

__all__ = [
    "BUILDERS",
    "DEFAULT",
    "ENGINES",
    "PODS_DEFAULT",
    "Builder",
    "Engine",
    "builder",
    "dialect",
    "engine",
]

_Record = TypeVar("_Record", Engine, Builder)


@cache
def engine(name: str) -> Engine:
    """Look an engine up.

    Args:
        name: ``NAME``, ``NAME@VERSION`` or ``NAME@VERSION/VARIANT``. Without a version the newest
            record is taken; with one, the newest not above it. ``28`` stands for the newest 28.

    Raises:
        DialectError: there is no such engine, or no record as old as that.
    """
    return _look_up(name, ENGINES, "engine")


@cache
def builder(name: str) -> Builder:
    """Look a builder up, by the same rules as `engine`.

    Raises:
        DialectError: there is no such builder, or no record as old as that.
    """
    return _look_up(name, BUILDERS, "builder")


def dialect(name: str) -> Engine | Builder:
    """Look an engine or a builder up by its name, whichever it is.

    Raises:
        DialectError: neither an engine nor a builder has this name.
    """
    wanted = name.partition("@")[0].partition("/")[0]
    return builder(name) if any(wanted == x.name for x in BUILDERS) else engine(name)


def _look_up(key: str, records: tuple[_Record, ...], what: str) -> _Record:
    rest, _, variant = key.partition("/")
    name, at, version_text = rest.partition("@")
    named = [record for record in records if record.name == name]
    if not named:
        known = ", ".join(dict.fromkeys(record.name for record in records))
        raise DialectError(
            f"no {what} is called {name!r}", code="unknown-dialect", hint=f"known: {known}"
        )
    variants = [record for record in named if record.variant == variant]
    if not variants:
        known = ", ".join(dict.fromkeys(f"/{x.variant}" for x in named if x.variant)) or "none"
        raise DialectError(
            f"{what} {name} has no variant {variant!r}",
            code="unknown-dialect",
            hint=f"known variants: {known}",
        )
    if not at:
        return variants[-1]
    version = parse_version(version_text)
    if version is None:
        raise DialectError(
            f"{version_text!r} is no version of {name}",
            code="unknown-dialect",
            hint=f"write it as {variants[-1].key}",
        )
    found = [record for record in variants if record.version[: len(version)] <= version]
    if not found:
        raise DialectError(
            f"nothing is known of {name} before {variants[0].key}",
            code="unknown-dialect",
            hint="known: " + ", ".join(record.key for record in variants),
        )
    return found[-1]
