"""The one seam by which an image config asks for those who change it; they load when asked for."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.model.image import ImageConfig


def changed(
    image: ImageConfig, changes: Sequence[str], engine: str | None, command: str | None
) -> ImageConfig:
    """Return the config that an engine's command makes of an image's (`ImageConfig.changed`)."""
    from cmdresolve.dockerfile.changing.changes import change  # noqa: PLC0415 - see above

    return change(image, changes, engine, command)
