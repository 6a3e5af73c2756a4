"""Choices that the strategies share, each made once: making one costs more than drawing from it."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st


@cache
def pick(*options: str) -> st.SearchStrategy[str]:
    """Return one of `options`. Shrinks to the first."""
    return st.sampled_from(options)


@cache
def below(limit: int) -> st.SearchStrategy[int]:
    """Return a number from 0. Shrinks to 0."""
    return st.integers(0, limit - 1)


@cache
def one_in(count: int) -> st.SearchStrategy[bool]:
    """Tell once in `count` times to do something odd. Shrinks to not doing it."""
    return st.integers(1, count).map(lambda number: number == count)
