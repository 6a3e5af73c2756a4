"""Application of mends to files: of safe ones, or of all that were proved."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator

from cmdresolve.model.finding import Edit, Finding, Mend

# A mend may make another one possible; a few rounds are enough.
_MOST_ROUNDS = 10

Find = Callable[[str], Iterable[Finding]]


def mended(path: str, text: str, find: Find, *, unsafe: bool) -> tuple[str, int]:
    """Apply mends to a text until no finding has one.

    Args:
        path: the file; edits name it so, or by its name within its folder.
        text: the text.
        find: returns the findings for a text in place of the file's.
        unsafe: whether mends are made too that are not the only one, or stand on something that is
            assumed.

    Returns:
        The text as it is then, and how many mends were made.
    """
    made = 0
    for _ in range(_MOST_ROUNDS):
        chosen = list(_apart(_chosen(path, find(text), unsafe=unsafe)))
        if not chosen:
            break
        for edit in sorted((x for mend in chosen for x in mend), key=_start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        made += len(chosen)
    return text, made


def difference(path: str, before: str, after: str) -> str:
    """Return a change as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), path, path
    )
    ended = (x if x.endswith("\n") else f"{x}\n\\ No newline at end of file\n" for x in lines)
    return "".join(ended)


def write(path: str, text: str) -> None:
    """Replace the text of a file atomically.

    Raises:
        OSError: it cannot be written.
    """
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - as in cli.inputs.files
    number, beside = tempfile.mkstemp(prefix=".cmdresolve-", dir=folder)
    try:
        with open(number, "wb") as stream:  # noqa: PTH123 - it is open
            stream.write(text.encode("utf-8", "surrogateescape"))
        os.chmod(beside, os.stat(path).st_mode & 0o7777)  # noqa: PTH101, PTH116 - same
        os.replace(beside, os.path.realpath(path))  # noqa: PTH105 - same
    except BaseException:
        os.unlink(beside)  # noqa: PTH108 - same
        raise


def _chosen(path: str, findings: Iterable[Finding], *, unsafe: bool) -> Iterator[tuple[Edit, ...]]:
    names = (path, path.replace("\\", "/").rpartition("/")[2])
    for finding in findings:
        mend = _one(finding.mends, unsafe=unsafe)
        if mend is not None and mend.edits and all(edit.source in names for edit in mend.edits):
            yield mend.edits


def _one(mends: tuple[Mend, ...], *, unsafe: bool) -> Mend | None:
    if unsafe and mends:
        return mends[0]
    return next((mend for mend in mends if mend.safe), None)


def _apart(mends: Iterable[tuple[Edit, ...]]) -> Iterator[tuple[Edit, ...]]:
    """Leave out mends that overlap with an earlier one; the next round finds them again."""
    taken: list[Edit] = []
    for mend in mends:
        if not any(x.start <= y.end and y.start <= x.end for x in mend for y in taken):
            taken += mend
            yield mend


def _start(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end
