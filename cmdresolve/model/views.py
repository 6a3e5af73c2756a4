"""The one seam by which a value asks for a renderer; each loads when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from cmdresolve.model.image import ImageConfig
from cmdresolve.resolving.resolution import Resolution

if TYPE_CHECKING:
    from cmdresolve.checks.finding import Finding
    from cmdresolve.published.matrix import Matrix

    View: TypeAlias = ImageConfig | Matrix | Resolution


def text(value: View, *, width: int = 80) -> str:
    """Show a value as plain text: for a resolution, what starts and why.

    Args:
        value: what to show.
        width: the columns that a matrix may take.
    """
    if isinstance(value, ImageConfig):
        return repr(value)
    if isinstance(value, Resolution):
        from cmdresolve.render.text import explain  # noqa: PLC0415 - see above

        return explain(value)
    from cmdresolve.render import matrix  # noqa: PLC0415 - see above

    return matrix.text(value, width=width)


def markdown(value: Matrix) -> str:
    """Show a matrix as a table of Markdown."""
    from cmdresolve.render import matrix  # noqa: PLC0415 - see above

    return matrix.markdown(value)


def html(value: View) -> str:
    """Show a value as HTML for a notebook."""
    from cmdresolve.render import html as renderer  # noqa: PLC0415 - see above

    if isinstance(value, ImageConfig):
        return renderer.image(value)
    return renderer.resolution(value) if isinstance(value, Resolution) else renderer.matrix(value)


def json(value: View) -> dict[str, Any]:
    """Show a value as JSON values."""
    from cmdresolve.render import as_json, matrix  # noqa: PLC0415 - see above

    if isinstance(value, ImageConfig):
        return as_json.config_to_json(value)
    return as_json.to_json(value) if isinstance(value, Resolution) else matrix.to_json(value)


def findings(value: Resolution) -> tuple[Finding, ...]:
    """Look for what is wrong with a start."""
    from cmdresolve.checks import check  # noqa: PLC0415 - see above

    return check(value)


def bundle(value: View) -> dict[str, Any]:
    """Show a value in every way that a notebook may choose from."""
    return {
        "text/plain": text(value),
        "text/html": html(value),
        "application/json": json(value),
    }
