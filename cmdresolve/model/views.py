"""The one seam by which a value asks those who know it to show it, to judge it or to suppose.

Whoever answers stands in a room above and knows the value; the value knows him by name alone, and
he loads when he is asked. So imports run one way, and loading the core loads nothing else.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Shows a value: as text, Markdown, HTML or JSON values.
RENDERER = "cmdresolve.render.views"
#: Looks for what is wrong with a start.
JUDGE = "cmdresolve.checks"
#: Answers once more, as if images that nobody described said nothing.
SUPPOSER = "cmdresolve.resolving.assumption"


def text(value: object, *, width: int = 80) -> str:
    """Show a value as plain text: for a resolution, what starts and why.

    Args:
        value: what to show.
        width: the columns that a matrix may take.
    """
    shown: str = import_module(RENDERER).text(value, width=width)
    return shown


def markdown(value: object) -> str:
    """Show a matrix as a table of Markdown."""
    shown: str = import_module(RENDERER).markdown(value)
    return shown


def html(value: object) -> str:
    """Show a value as HTML for a notebook."""
    shown: str = import_module(RENDERER).html(value)
    return shown


def json(value: object) -> dict[str, Any]:
    """Show a value as JSON values."""
    shown: dict[str, Any] = import_module(RENDERER).json(value)
    return shown


def bundle(value: object) -> dict[str, Any]:
    """Show a value in every way that a notebook may choose from."""
    return {
        "text/plain": text(value),
        "text/html": html(value),
        "application/json": json(value),
    }


def findings(value: object) -> tuple[Any, ...]:
    """Look for what is wrong with a start (`cmdresolve.check`)."""
    found: tuple[Any, ...] = import_module(JUDGE).check(value)
    return found


def assumed(value: object) -> Any:
    """Return what starts if images that nobody described say nothing, or None."""
    return import_module(SUPPOSER).assume(value)
