"""The one way from a value to the code that renders it, checks it or resolves it on assumptions.

That code lies in rooms that import the value's. Here are only the names of its modules, which are
imported on first use. So imports run one way, and importing the core imports nothing else.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: The module that renders a value as text, Markdown, HTML or JSON values.
RENDERER = "cmdresolve.render.views"
#: The module that checks a resolution.
JUDGE = "cmdresolve.checks"
#: The module that resolves again on the assumption that images without a config set no field.
SUPPOSER = "cmdresolve.resolving.assumption"


def text(value: object, *, width: int = 80) -> str:
    """Render a value as plain text: for a resolution, what starts and why.

    Args:
        value: the value.
        width: the columns that a matrix may take.
    """
    shown: str = import_module(RENDERER).text(value, width=width)
    return shown


def markdown(value: object) -> str:
    """Render a matrix as a Markdown table."""
    shown: str = import_module(RENDERER).markdown(value)
    return shown


def html(value: object) -> str:
    """Render a value as HTML for a notebook."""
    shown: str = import_module(RENDERER).html(value)
    return shown


def json(value: object) -> dict[str, Any]:
    """Return a value as JSON values."""
    shown: dict[str, Any] = import_module(RENDERER).json(value)
    return shown


def bundle(value: object) -> dict[str, Any]:
    """Render a value in every MIME type that a notebook may choose from."""
    return {
        "text/plain": text(value),
        "text/html": html(value),
        "application/json": json(value),
    }


def findings(value: object) -> tuple[Any, ...]:
    """Return the findings of `cmdresolve.check` on a resolution."""
    found: tuple[Any, ...] = import_module(JUDGE).check(value)
    return found


def assumed(value: object) -> Any:
    """Return a resolution on the assumption that images without a config set no field, or None."""
    return import_module(SUPPOSER).assume(value)
