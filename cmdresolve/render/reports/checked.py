"""What was checked, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from cmdresolve.model.finding import SEVERITIES, Finding, Severity
from cmdresolve.model.value import Value


@frozen(eq=False, repr=False)
class Checked(Value):
    """A file, or a part of one that starts by itself, and the findings in it.

    Attributes:
        path: the file, as it was named or found, with ``/`` between folders.
        part: the service, container or stage, empty where the file is one whole.
        findings: what was found.
    """

    path: str
    part: str = ""
    findings: tuple[Finding, ...] = ()


@frozen(eq=False, repr=False)
class Region(Value):
    """Where a finding lies, counted from one; the end is the last character of it.

    Attributes:
        path: the file.
        line: the first line.
        column: the first column, in characters.
        end_line: the last line.
        end_column: the last column.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def place_of(checked: Checked, finding: Finding) -> Region:
    """Return where a finding lies; the start of the file where it says no place."""
    source, span = finding.source, finding.span
    if source is None or span is None:
        return Region(checked.path, 1, 1, 1, 1)
    line, column = source.position(span.start)
    end_line, end_column = source.position(max(span.start, span.end - 1))
    # A text with a name of its own is another file: a base, or one that is included. Compose calls
    # its files by their names in the project's folder.
    is_own = source.name in ("<stdin>", checked.path, checked.path.rpartition("/")[2])
    path = checked.path if is_own else source.name
    return Region(path, line, column, end_line, end_column)


def identity_of(checked: Checked, finding: Finding) -> str:
    """Return what stays the same of a finding when lines move."""
    parts = (finding.code, place_of(checked, finding).path, checked.part, finding.message)
    return "\0".join(parts)


def pairs(files: Iterable[Checked]) -> Iterator[tuple[Checked, Finding]]:
    """Go over all findings, file by file."""
    for checked in files:
        for finding in checked.findings:
            yield checked, finding


def reaches(severity: Severity, least: Severity) -> bool:
    """Say whether a severity is as grave as another, or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
