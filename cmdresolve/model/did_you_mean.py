"""Suggestions for misspelt names, by edit distance."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 2


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was most likely meant to be, or None.

    Case is ignored. A known name is a candidate if it is at most two edits away, and fewer than
    half its length; failing that, if `name` has at least three letters and it begins with them. The
    nearest candidate is returned, the first in alphabetical order among equals.
    """
    lowered = name.lower()
    ranked = sorted((_distance(lowered, other.lower()), other) for other in set(known))
    for distance, other in ranked:
        if distance <= _NEAR and 2 * distance < len(other):
            return other
    longer = [other for _, other in ranked if other.lower().startswith(lowered)]
    return longer[0] if len(lowered) > _NEAR and longer else None


def guess(name: str, known: Iterable[str]) -> str:
    """Return what a name was probably meant to be, as the beginning of a hint; or nothing."""
    close = nearest(name, known)
    return "" if close is None else f"did you mean {close}? "


def one_edit_apart(one: str, other: str) -> bool:
    """Return whether at most one insertion, deletion, substitution or swap separates two texts."""
    return _distance(one, other) <= 1


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance: Levenshtein's, a swap of neighbours being one.

    Texts whose lengths alone differ by more than `_NEAR` are not compared: they count as one more.
    """
    if abs(len(one) - len(other)) > _NEAR:
        return _NEAR + 1
    rows = [list(range(len(other) + 1))]
    for place, left in enumerate(one, 1):
        above, row = rows[-1], [place]
        for column, right in enumerate(other, 1):
            cost = min(above[column] + 1, row[-1] + 1, above[column - 1] + (left != right))
            swapped = one[place - 2 : place] == right + other[column - 2 : column - 1]
            if place > 1 and column > 1 and swapped:
                cost = min(cost, rows[-2][column - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
