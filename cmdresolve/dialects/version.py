"""Versions of engines and builders, as numbers that compare."""

from __future__ import annotations

from typing import TypeAlias

from cmdresolve.model.lazy_pattern import pattern

Version: TypeAlias = tuple[int, ...]

_VERSION = pattern(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")


def parse_version(text: str) -> Version | None:
    """Return ``28.5`` as ``(28, 5)``; None for a text that is not a version."""
    if _VERSION.fullmatch(text) is None:
        return None
    return tuple(int(part) for part in text.split("."))


def show_version(version: Version) -> str:
    """Write ``(28, 5)`` as ``28.5``."""
    return ".".join(str(part) for part in version)
