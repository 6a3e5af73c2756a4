"""A finding, and the edits of its mends."""

from __future__ import annotations

import pytest

from cmdresolve.model.finding import Edit, Finding, Mend, apply
from cmdresolve.model.origin import InImage, InYaml
from cmdresolve.model.source import Source, Span


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ([], "abcdef"),
        ([Edit("F", 0, 1, "X")], "Xbcdef"),
        ([Edit("F", 4, 6, ""), Edit("F", 0, 2, "long")], "longcd"),
        ([Edit("F", 3, 3, "-")], "abc-def"),
    ],
)
def test_edits_are_made_at_the_places_of_the_text_that_was(edits: list[Edit], text: str) -> None:
    """In whatever order they come."""
    assert apply(edits, {"F": "abcdef", "G": "g"}) == {"F": text, "G": "g"}


def test_an_edit_of_a_text_that_is_not_there() -> None:
    """Nobody can make it."""
    with pytest.raises(KeyError):
        apply([Edit("G", 0, 0, "x")], {"F": ""})


def test_a_finding_has_the_place_of_its_origin() -> None:
    """Line and column from 1; none where it lies in no text."""
    source = Source("F", "a\n  b: c\n")
    found = Finding("c", "error", "m", InYaml(source, "a.b", Span(4, 5)))
    nowhere = Finding("c", "error", "m", InImage("i", "Cmd", 0))

    assert (found.source, found.line, found.column) == (source, 2, 3)
    assert (nowhere.source, nowhere.line, nowhere.column) == (None, None, None)


def test_a_finding_shows_its_best_mend() -> None:
    """The first; a note has a text and a mend as well."""
    found = Finding("c", "info", "m", mends=(Mend("CMD a"), Mend("CMD b")))

    assert (found.text, found.mend) == ("m", "CMD a")
    assert Finding("c", "info", "m").mend is None
