"""A cache of a function of one text that keeps few results, and none of a long text.

What strangers write must not stay in the memory of a process that reads many files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    _Key = TypeVar("_Key", str, bytes)
    _Result = TypeVar("_Result")

_KEPT = 256
_LONGEST = 200


def kept_when_short(function: Callable[[_Key], _Result]) -> Callable[[_Key], _Result]:
    """Keep the last results of a function whose argument is short."""
    kept = lru_cache(_KEPT)(function)

    @wraps(function)
    def answer(key: _Key) -> _Result:
        return kept(key) if len(key) <= _LONGEST else function(key)

    return answer
