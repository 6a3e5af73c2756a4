"""Builders: who makes an image of a Dockerfile. One frozen record per builder and version."""

from __future__ import annotations

from attrs import frozen

from cmdresolve.dialects.version import Version, show_version


@frozen
class Builder:
    """How one builder reads a Dockerfile and stores what it says."""

    name: str
    version: Version
    citation: str
    variant: str = ""

    @property
    def key(self) -> str:
        """The name by which `cmdresolve.dialects.dialect` finds it."""
        slash = f"/{self.variant}" if self.variant else ""
        return f"{self.name}@{show_version(self.version)}{slash}"


BUILDERS: tuple[Builder, ...] = (
    Builder(name="buildkit", version=(28, 5), citation="moby/buildkit v0.25.2"),
)
