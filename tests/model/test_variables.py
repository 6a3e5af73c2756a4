"""What a Pod gives words to stand for: `cmdresolve.model.variables`."""

from __future__ import annotations

import pytest

from cmdresolve.model.variables import Supposed, Variables

SUPPOSED = Variables(
    known={"A": "a"},
    unresolved={"B": "the Secret s", "C": "the Secret t"},
    supposed=[Supposed("B", "b", "nobody changed s")],
)


def test_what_is_supposed_of_a_variable_counts_where_it_is_asked_for() -> None:
    """What nobody supposes stays unresolved; without suppositions nothing changes."""
    as_supposed = SUPPOSED.as_supposed()

    assert as_supposed.known == (("A", "a"), ("B", "b"))
    assert as_supposed.unresolved == (("C", "the Secret t"),)
    assert as_supposed.as_supposed() is as_supposed


@pytest.mark.parametrize(
    ("name", "need"),
    [("A", None), ("B", "B of the Secret s"), ("ZZ", None)],
)
def test_what_would_have_to_be_known_of_a_name(name: str, need: str | None) -> None:
    """Nothing, where its value is known or it has none."""
    assert SUPPOSED.need(name) == need
