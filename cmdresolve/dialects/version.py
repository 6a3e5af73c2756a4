"""Versions of engines and builders, as tuples of numbers, which compare in the right order."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


Version: TypeAlias = tuple[int, ...]

_DIGITS = 9  # of one number: `int` refuses very long ones


def parse_version(text: str) -> Version | None:
    """Parse ``28.5`` as ``(28, 5)``; return None for a text that is not a version."""
    parts = text.split(".")
    if not all(x.isascii() and x.isdigit() and len(x) <= _DIGITS for x in parts):
        return None
    return tuple([int(part) for part in parts])


def show_version(version: Version) -> str:
    """Return ``(28, 5)`` as ``28.5``."""
    return ".".join(str(part) for part in version)
