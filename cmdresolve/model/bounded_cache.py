"""A cache for functions of one text, bounded in the number of results and in the length of texts.

Inputs are written by strangers. A process that reads many of them, such as a batch, must not hold
on to what they wrote: `functools.lru_cache` bounds the number of keys, not their size.
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
    """Cache the results of a function for its last arguments that are short.

    Args:
        function: a pure function of one string, or of bytes.
    """
    kept = lru_cache(_KEPT)(function)

    @wraps(function)
    def answer(key: _Key) -> _Result:
        return kept(key) if len(key) <= _LONGEST else function(key)

    return answer
