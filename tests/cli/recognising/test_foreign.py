"""What a file is called that nobody here reads."""

from __future__ import annotations

import pytest
from kinds import FOREIGN

from cmdresolve.cli.recognising.recognise import recognise


@pytest.mark.parametrize(("name", "what", "text"), FOREIGN, ids=[x[0] for x in FOREIGN])
def test_a_kind_that_is_not_read_is_called_by_its_name(name: str, what: str, text: str) -> None:
    kind = recognise(text.encode(), name)

    assert (kind.reader, kind.what[: len(what)]) == (None, what)
    assert kind.hint


@pytest.mark.parametrize("text", [x[2] for x in FOREIGN], ids=[x[0] for x in FOREIGN])
def test_a_kind_that_is_not_read_is_none_that_is_under_another_name(text: str) -> None:
    """Save for texts that say nothing, which a name may speak for."""
    for called in ("", "x", "a.yaml", "image.json", "notes.txt"):
        assert recognise(text.encode(), called).reader is None, called
