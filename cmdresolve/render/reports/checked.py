"""A checked file with its findings, and the place and identity of a finding in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from cmdresolve.model.finding import SEVERITIES, Finding, Severity
from cmdresolve.model.value import Value


@frozen(eq=False, repr=False)
class Checked(Value):
    """A file, or a part of it that starts by itself, and the findings in it.

    Attributes:
        path: the file, as it was named or found, with ``/`` between folders.
        part: the service, container or stage; empty for a whole file.
        findings: the findings.
    """

    path: str
    part: str = ""
    findings: tuple[Finding, ...] = ()


@frozen(eq=False, repr=False)
class Region(Value):
    """The place of a finding; lines and columns count from 1, and the end is inclusive.

    Attributes:
        path: the file.
        line: the first line.
        column: the first column, in characters.
        end_line: the last line.
        end_column: the column of the last character.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def place_of(checked: Checked, finding: Finding) -> Region:
    """Return the place of a finding; the start of the file if it has none."""
    source, span = finding.source, finding.span
    if source is None or span is None:
        return Region(checked.path, 1, 1, 1, 1)
    line, column = source.position(span.start)
    end_line, end_column = source.position(max(span.start, span.end - 1))
    # A source with another name is another file: a base, or an included one. Sources of Compose are
    # named relative to the project's folder.
    is_own = source.name in ("<stdin>", checked.path, checked.path.rpartition("/")[2])
    path = checked.path if is_own else source.name
    return Region(path, line, column, end_line, end_column)


def identity_of(checked: Checked, finding: Finding) -> str:
    """Return a text that identifies a finding, and stays the same when lines move."""
    parts = (finding.code, place_of(checked, finding).path, checked.part, finding.message)
    return "\0".join(parts)


def pairs(files: Iterable[Checked]) -> Iterator[tuple[Checked, Finding]]:
    """Yield all findings, file by file."""
    for checked in files:
        for finding in checked.findings:
            yield checked, finding


def reaches(severity: Severity, least: Severity) -> bool:
    """Say whether a severity is at least as grave as another."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
