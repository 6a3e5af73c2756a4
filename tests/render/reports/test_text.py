"""Findings for a person: each in a frame, file by file."""

from __future__ import annotations

from cmdresolve.render.reports import text
from tests.render.reports.samples import FILES


def drawn(*, notes: bool) -> list[str]:
    return ["".join(part.text for part in line) for line in text.lines(FILES, 80, notes=notes)]


def test_what_is_only_worth_knowing_is_left_out() -> None:
    """Unless it is asked for; a blank line stands between two frames."""
    without, everything = drawn(notes=False), drawn(notes=True)

    assert sum("array-is-shell-form" in line for line in without) == 2
    assert not [line for line in without if "no-such-rule" in line]
    assert [line for line in everything if "no-such-rule" in line]
    assert (without.count(""), everything.count("")) == (1, 2)


def test_a_part_of_a_file_is_named_behind_its_frame() -> None:
    """A service, a container or a stage."""
    assert drawn(notes=False)[-1] == "  in a of compose.yaml"


def test_nothing_found_draws_nothing() -> None:
    """Not even a blank line."""
    assert text.lines(FILES[2:], 80) == []
