"""The one seam by which an image config asks those who change it; they load when asked.

They know an image config; it knows them by name alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: Makes the changes that an engine's command asks for.
CHANGER = "cmdresolve.dockerfile.changing.changes"


def changed(image: object, *asked: object) -> Any:
    """Return the config that an engine's command makes of an image's (`ImageConfig.changed`)."""
    return import_module(CHANGER).change(image, *asked)
