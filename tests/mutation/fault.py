"""A fault as data."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One edit.

    Attributes:
        name: what it is called.
        path: the file, from the project's folder.
        old: the text that is there once.
        new: what it becomes.
    """

    name: str
    path: str
    old: str
    new: str
