"""Short names of places in a Dockerfile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmdresolve.model.origin import InDockerfile


def place(origin: InDockerfile) -> str:
    """Return a place such as ``Dockerfile:7``."""
    return f"{origin.source.name}:{origin.line}"
