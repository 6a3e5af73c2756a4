"""Making a request smaller while it keeps what is interesting about it.

The request is taken apart as JSON: keys go, lists lose members, texts lose lines, then words,
then characters.  Whatever is tried is asked about again, so the result is a real case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cmdresolve.testing.oracle import Request

# These say whom the question is for, not what is asked.
_KEPT = frozenset({"engine", "builder"})


def shrink(
    request: Request, interesting: Callable[[Request], bool], *, tries: int = 2000
) -> dict[str, Any]:
    """Return the smallest request found that is still interesting.

    Args:
        request: an interesting request.
        interesting: whether a smaller request still shows what the first one did.
        tries: how often to ask at most.
    """
    best = dict(request)
    left = tries
    seen: set[str] = set()
    smaller = True
    while smaller:
        smaller = False
        for candidate in _smaller_requests(best):
            key = repr(candidate)
            if key in seen:
                continue
            if left == 0:
                return best
            seen.add(key)
            left -= 1
            if interesting(candidate):
                best, smaller = candidate, True
                break
    return best


def _smaller_requests(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in request:
        if key not in _KEPT:
            yield {name: value for name, value in request.items() if name != key}
    for key, value in request.items():
        if key not in _KEPT:
            for smaller in _smaller(value):
                yield {**request, key: smaller}


def _smaller(value: Any) -> Iterator[Any]:
    if isinstance(value, str):
        yield from _smaller_texts(value)
    elif isinstance(value, list):
        yield from _without_parts(value)
        for place, member in enumerate(value):
            for smaller in _smaller(member):
                yield [*value[:place], smaller, *value[place + 1 :]]
    elif isinstance(value, dict):
        for key in value:
            yield {name: member for name, member in value.items() if name != key}
        for key, member in value.items():
            for smaller in _smaller(member):
                yield {**value, key: smaller}


def _smaller_texts(text: str) -> Iterator[str]:
    lines = text.splitlines(keepends=True)
    if len(lines) > 1:
        yield from map("".join, _without_parts(lines))
    for place, line in enumerate(lines):
        words = line.split(" ")
        if len(words) > 1:
            for fewer in _without_parts(words):
                yield "".join([*lines[:place], " ".join(fewer), *lines[place + 1 :]])
    yield from map("".join, _without_parts(list(text)))


def _without_parts(parts: list[Any]) -> Iterator[list[Any]]:
    """Leave out halves, then quarters, down to single parts."""
    size = (len(parts) + 1) // 2
    while size:
        for start in range(0, len(parts), size):
            yield parts[:start] + parts[start + size :]
        size = 0 if size == 1 else (size + 1) // 2
