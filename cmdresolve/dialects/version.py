"""Versions of engines and builders, as numbers that compare."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


Version: TypeAlias = tuple[int, ...]

_DIGITS = 9


def parse_version(text: str) -> Version | None:
    """Return ``28.5`` as ``(28, 5)``; None for a text that is not a version."""
    parts = text.split(".")
    if not all(x.isascii() and x.isdigit() and len(x) <= _DIGITS for x in parts):
        return None
    return tuple([int(part) for part in parts])


def show_version(version: Version) -> str:
    """Write ``(28, 5)`` as ``28.5``."""
    return ".".join(str(part) for part in version)
