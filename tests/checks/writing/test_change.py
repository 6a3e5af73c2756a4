"""A change to an input: what to paste, and the edits that paste it."""

from __future__ import annotations

import operator

import pytest

from cmdresolve.checks.writing.change import Change
from cmdresolve.model.finding import Edit

FIRST = Change("CMD a", (Edit("F", 0, 1, "x"),), ("docker",), (("cmd", ("a",)),))
SECOND = Change("CMD b", (Edit("F", 2, 3, "y"),), None, (("entrypoint", ()),))


def test_two_changes_are_one() -> None:
    """What to paste stands on two lines; the line is the later one, where both have one."""
    both = FIRST + SECOND

    assert both.text == "CMD a\nCMD b"
    assert both.edits == (Edit("F", 0, 1, "x"), Edit("F", 2, 3, "y"))
    assert both.line == ("docker",)
    assert both.image == (("cmd", ("a",)), ("entrypoint", ()))
    assert (FIRST + SECOND._replace(line=("podman",))).line == ("podman",)


def test_a_change_and_something_else_are_nothing() -> None:
    """It is no tuple to be made longer."""
    with pytest.raises(TypeError):
        operator.add(FIRST, ("x",))
