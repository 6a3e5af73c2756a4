"""The renderers behind `cmdresolve.model.views`: one function a format, for every kind of value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from cmdresolve.model.image import ImageConfig
from cmdresolve.render import as_json, matrix
from cmdresolve.resolving.resolution import Resolution

if TYPE_CHECKING:
    from cmdresolve.published.matrix import Matrix

    View: TypeAlias = ImageConfig | Matrix | Resolution


def text(value: View, *, width: int) -> str:
    """Return a value as plain text; `width` is the number of columns of a matrix."""
    if isinstance(value, ImageConfig):
        return repr(value)
    if isinstance(value, Resolution):
        from cmdresolve.render.text import explain  # noqa: PLC0415 - it loads more than all the others

        return explain(value)
    return matrix.text(value, width=width)


def markdown(value: Matrix) -> str:
    """Return a matrix as a Markdown table."""
    return matrix.markdown(value)


def html(value: View) -> str:
    """Return a value as HTML."""
    from cmdresolve.render import html as renderer  # noqa: PLC0415 - for a notebook only

    if isinstance(value, ImageConfig):
        return renderer.image(value)
    return renderer.resolution(value) if isinstance(value, Resolution) else renderer.matrix(value)


def json(value: View) -> dict[str, Any]:
    """Return a value as JSON values."""
    if isinstance(value, ImageConfig):
        return as_json.config_to_json(value)
    return as_json.to_json(value) if isinstance(value, Resolution) else matrix.to_json(value)
