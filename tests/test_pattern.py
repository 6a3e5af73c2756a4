"""Patterns compiled when first used: `cmdresolve.pattern`."""

from __future__ import annotations

import re

import pytest

from cmdresolve.pattern import pattern


def test_a_pattern_is_what_re_makes_of_it() -> None:
    """Its methods and its flags are those of the compiled one."""
    late = pattern("(a)b", re.IGNORECASE)

    found = late.search("xAB")

    assert found is not None
    assert found.span(1) == (1, 2)
    assert late.pattern == "(a)b"
    assert late.fullmatch("b") is None
    assert late.flags & re.IGNORECASE


def test_a_private_name_compiles_nothing() -> None:
    """Who looks for a dunder, such as a copier, does not need the pattern."""
    late = pattern("(")

    with pytest.raises(AttributeError):
        _ = late._nothing
    with pytest.raises(re.error):
        late.match("x")
