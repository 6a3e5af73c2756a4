"""The one way from an image config to the code that changes it, which is imported on first use.

That code depends on image configs; the name here keeps the imports from running in a circle.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: The module that implements `ImageConfig.changed`.
CHANGER = "cmdresolve.dockerfile.changing.changes"


def changed(image: object, *asked: object) -> Any:
    """Return an image config with changes applied, as `ImageConfig.changed` describes."""
    return import_module(CHANGER).change(image, *asked)
