"""The known name that a mistyped one is nearest to."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 2


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` most likely meant, or None.

    Names are compared without case. A known name is near when at most two of its letters differ,
    and fewer than half; or when it begins with `name`, which then has three letters at least. The
    nearest is returned, and of equally near ones the first in alphabetical order.
    """
    lowered = name.lower()
    ranked = sorted((_distance(lowered, other.lower()), other) for other in set(known))
    for distance, other in ranked:
        if distance <= _NEAR and 2 * distance < len(other):
            return other
    longer = [other for _, other in ranked if other.lower().startswith(lowered)]
    return longer[0] if len(lowered) > _NEAR and longer else None


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether two texts are the same but for a letter more, less, other or swapped."""
    return _distance(one, other) <= 1


def _distance(one: str, other: str) -> int:
    """Count the edits between two texts, a swap of neighbours being one edit.

    More than the limit counts as one above it.
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
