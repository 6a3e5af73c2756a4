"""The one seam by which the core asks for a renderer; each loads when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from cmdresolve.image import ImageConfig
from cmdresolve.resolution import Resolution

if TYPE_CHECKING:
    from cmdresolve.documented_matrix import Matrix

    View: TypeAlias = ImageConfig | Matrix | Resolution


def text(value: View) -> str:
    """Show a value as plain text: for a resolution, what starts and why."""
    if isinstance(value, Resolution):
        from cmdresolve.render.text import explain  # noqa: PLC0415 - see above

        return explain(value)
    return repr(value) if isinstance(value, ImageConfig) else value.to_text()


def html(value: View) -> str:
    """Show a value as HTML for a notebook."""
    from cmdresolve.render import html as renderer  # noqa: PLC0415 - see above

    if isinstance(value, Resolution):
        return renderer.resolution(value)
    return renderer.image(value) if isinstance(value, ImageConfig) else renderer.matrix(value)


def json(value: View) -> dict[str, Any]:
    """Show a value as JSON values."""
    from cmdresolve.render import as_json  # noqa: PLC0415 - see above

    if isinstance(value, Resolution):
        return as_json.to_json(value)
    return as_json.image_to_json(value) if isinstance(value, ImageConfig) else value.to_json()


def bundle(value: View) -> dict[str, Any]:
    """Show a value in every way that a notebook may choose from."""
    return {
        "text/plain": text(value),
        "text/html": html(value),
        "application/json": json(value),
    }
