"""Application of mends to files: of safe ones, or of all that were proved."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from cmdresolve.cli.inputs.files import shown
from cmdresolve.model.finding import Edit, Finding, Mend

# A mend may make another one possible; a few rounds are enough.
_MOST_ROUNDS = 10
# Only a line feed ends a line of a patch; str.splitlines takes eight more characters for ends.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

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
    """Return a change as a unified diff, whose lines end where those of a patch do."""
    lines = difflib.unified_diff(_LINE.findall(before), _LINE.findall(after), path, path)
    ended = (x if x.endswith("\n") else f"{x}\n\\ No newline at end of file\n" for x in lines)
    return "".join(ended)


def names_of(path: str) -> tuple[str, ...]:
    """Return the names of a file in edits and findings: as messages call it, and in its folder."""
    return shown(path), path.replace("\\", "/").rpartition("/")[2]


def _chosen(path: str, findings: Iterable[Finding], *, unsafe: bool) -> Iterator[tuple[Edit, ...]]:
    names = names_of(path)
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
