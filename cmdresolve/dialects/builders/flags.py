"""The flags that instructions take, written briefly."""

from __future__ import annotations

from cmdresolve.dialects.builders.builder import Flags


def flags(**known: str) -> Flags:
    """Give the flags of each keyword.

    A ``?`` behind a name stands for a truth value, a ``*`` for a flag that may be repeated.
    """
    return {keyword: frozenset(names.split()) for keyword, names in known.items()}


HEALTHCHECK_20 = "interval timeout start-period retries"
HEALTHCHECK = HEALTHCHECK_20 + " start-interval"
