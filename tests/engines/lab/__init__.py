"""Real container engines side by side, each with its own Debian root and namespaces.

``python -m tests.engines.lab`` is the command line; the tests use the functions below.
"""

from .catalogue import ENGINES, Engine
from .engines import (
    discard,
    down,
    down_all,
    engine_named,
    enter_words,
    place,
    restart,
    running,
    signal,
    up,
    wipe,
)
from .process import LabError

__all__ = [
    "ENGINES",
    "Engine",
    "LabError",
    "discard",
    "down",
    "down_all",
    "engine_named",
    "enter_words",
    "place",
    "restart",
    "running",
    "signal",
    "up",
    "wipe",
]
