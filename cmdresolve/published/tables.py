"""The shipped tables, as files."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """Return a table by its path in ``tables``, such as ``documented/nine_cells.json``."""
    here = files("cmdresolve")
    installed = here.joinpath("_tables", *name.split("/"))
    # A source tree has its tables beside the package, a wheel inside it.
    found = installed if installed.is_file() else here.joinpath("..", "tables", *name.split("/"))
    record: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return record
