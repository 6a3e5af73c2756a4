"""Findings as text, each in a frame, file by file."""

from __future__ import annotations

from collections.abc import Iterable

from cmdresolve.model.quoting import printable
from cmdresolve.render.finding_frame import frame
from cmdresolve.render.layout import Fragment, TextLine
from cmdresolve.render.reports.checked import Checked, place_of

_BLANK: TextLine = ()


def lines(files: Iterable[Checked], width: int, *, notes: bool = False) -> list[TextLine]:
    """Return the lines of findings, separated by blank lines.

    Args:
        files: the checked files.
        width: the number of columns.
        notes: whether to include findings of severity info.
    """
    drawn: list[TextLine] = []
    for checked in files:
        for finding in checked.findings:
            if finding.severity == "info" and not notes:
                continue
            if drawn:
                drawn.append(_BLANK)
            path = place_of(checked, finding).path
            drawn += frame(finding, width, path=path)
            if checked.part:
                drawn.append(
                    (
                        Fragment(
                            f"  in {printable(checked.part)} of {printable(checked.path)}", "dim"
                        ),
                    )
                )
    return drawn
