"""GitHub's workflow commands: each finding becomes an annotation of the changed file.

Source: docs.github.com, "Workflow commands for GitHub Actions"; actions/toolkit
packages/core/src/command.ts escapeData and escapeProperty.
"""

from __future__ import annotations

from collections.abc import Iterable

from cmdresolve.model.finding import Finding
from cmdresolve.model.quoting import printable
from cmdresolve.render.reports.checked import Checked, pairs, place_of

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_OF_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_OF_PROPERTY = (*_OF_DATA, (":", "%3A"), (",", "%2C"))


def text(files: Iterable[Checked]) -> str:
    """Return the report: a command on a line for each finding."""
    return "\n".join(_line(checked, finding) for checked, finding in pairs(files))


def _line(checked: Checked, finding: Finding) -> str:
    place = place_of(checked, finding)
    properties = {
        "file": place.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        "col": str(place.column),
        "endColumn": str(place.end_column),
        "title": finding.code,
    }
    message = finding.message
    if finding.mends:
        message += "\nmend: " + finding.mends[0].text
    said = ",".join(f"{name}={_escaped(x, _OF_PROPERTY)}" for name, x in properties.items())
    return f"::{_LEVELS[finding.severity]} {said}::{_escaped(message, _OF_DATA)}"


def _escaped(text: str, escapes: Iterable[tuple[str, str]]) -> str:
    for character, written in escapes:
        text = text.replace(character, written)
    return printable(text)  # it is a log, and a terminal may show it
