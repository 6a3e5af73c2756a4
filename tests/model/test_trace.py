"""How values came to be: `cmdresolve.model.trace`."""

from __future__ import annotations

from cmdresolve.model.image import Trace
from cmdresolve.model.origin import InOverride
from cmdresolve.model.trace import Dropped, Note, Step


def test_an_empty_trace_tells_nothing() -> None:
    """An image that nobody built here has no history, which is no error."""
    assert Trace() == Trace(entrypoint=(), cmd=(), steps=(), dropped=(), notes=())


def test_records_are_values() -> None:
    """They compare and hash by what they say, where they say it included."""
    here = InOverride("args", 0)

    assert {Step("r", "t", "c", here), Step("r", "t", "c", here)} == {Step("r", "t", "c", here)}
    assert Step("r", "t", "c", here) != Step("r", "t", "c")
    assert Dropped(("a",), "Cmd", "why", "r") != Dropped(("a",), "Entrypoint", "why", "r")
    assert Note("c", "t", mend="CMD x") != Note("c", "t")
