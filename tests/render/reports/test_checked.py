"""What was checked, and where a finding lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve import Dockerfile
from cmdresolve.model.finding import Finding
from cmdresolve.model.source import Span
from cmdresolve.render.reports.checked import Checked, place_of
from tests.render.reports.samples import FILES


def test_a_place_is_counted_from_one_and_ends_at_its_last_character() -> None:
    place = place_of(FILES[0], FILES[0].findings[0])

    assert (place.line, place.column, place.end_line, place.end_column) == (2, 5, 3, 6)
    assert place.path == "web, x/Dockerfile"


@pytest.mark.parametrize("name", ["build/Dockerfile", "other"])
def test_a_text_of_another_name_is_another_file(name: str) -> None:
    """A base that a service is built from."""
    parsed = Dockerfile.parse("FROM scratch\nCMD x\n", name=name)
    finding = Finding("x", "info", "x", source=parsed.source, span=Span(0, 4))

    assert place_of(Checked("compose.yaml", "a", (finding,)), finding).path == name
    assert Path(name).name
