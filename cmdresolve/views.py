"""The one seam by which the core asks for a renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from cmdresolve.documented_matrix import Matrix
    from cmdresolve.image import ImageConfig
    from cmdresolve.resolution import Resolution

    View: TypeAlias = ImageConfig | Matrix | Resolution


def text(resolution: Resolution) -> str:
    """Tell a person what starts and why."""
    from cmdresolve.render import text as renderer  # noqa: PLC0415 - loaded when asked

    return renderer.explain(resolution)
