"""The input if no file is named: the current folder's file, or hints at files near it."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from cmdresolve.cli.inputs.files import Input, InputError, in_directory, kind_of, read_input
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.model.errors import CmdResolveError

#: The most folders to search, names to read in all, and files to mention.
_DEPTH, _MOST_NAMES, _MOST_NAMED = 2, 2000, 4
#: By name only; nothing is opened.
_NAMED = pattern(
    r"(?i:(?!.+\.(?:md|rst|sh|txt)$)(?:(?:dockerfile|containerfile)(?:[.-].+)?|.+[.-](?:dockerfile|containerfile)"
    r"|(?:docker-)?compose.*\.ya?ml|.+\.container))"
)
_HIDDEN = ".devcontainer"
_PASSED_OVER = {"node_modules", "vendor", "venv", "site-packages", "__pycache__"}


def found_here() -> Input:
    """Return the input of the current folder.

    Raises:
        InputError: there is none (the hint names files near it), or it cannot be read.
    """
    try:
        path = in_directory(".")
    except InputError as error:
        if error.code != "unreadable":
            raise
        raise InputError(
            "nothing to explain: this folder has no Dockerfile, Compose file or manifest",
            code="no-input",
            hint=_hint(near(".")),
        ) from None
    return read_input(path)


def with_command(error: CmdResolveError, given: Input) -> CmdResolveError:
    """Return an error about the missing name of a part, with the command for a part in its hint."""
    if error.code not in ("bad-usage", "which-container") or error.hint is None:
        return error
    return error.with_hint(f"{error.hint}; ask by cmdresolve {given.shown} NAME")


def near(folder: str) -> list[str]:
    """Return files in and below a folder that look like inputs.

    Nearest first. The search is bounded, and leaves out what a huge folder has beyond that.
    """
    found = []
    left = _MOST_NAMES
    waiting = [(folder, 0)]
    while waiting and left:
        above, depth = waiting.pop(0)
        for entry in _entries(above, left):
            left -= 1
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH and _is_looked_into(entry.name):
                    waiting.append((entry.path, depth + 1))
            elif _NAMED.fullmatch(entry.name) and _is_read(entry.path):
                found.append(os.path.normpath(entry.path))
    return found


def _entries(folder: str, most: int) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(islice(entries, most), key=lambda entry: entry.name)
    except OSError:
        return


def _is_read(path: str) -> bool:
    kind = kind_of(path)
    return kind is not None and kind.reader is not None


def _is_looked_into(name: str) -> bool:
    return name == _HIDDEN or not (name.startswith(".") or name in _PASSED_OVER)


def _hint(found: list[str]) -> str:
    if not found:
        return "name a file, an image config or a docker run line; see cmdresolve --help"
    if len(found) == 1:
        return f"near it is {found[0]}: cmdresolve {found[0]}"
    more = ", …" if len(found) > _MOST_NAMED else ""
    names = ", ".join(found[:_MOST_NAMED])
    return (
        f"name one, as in cmdresolve {found[0]}, of {names}{more}; cmdresolve scan . tells of all"
    )
