"""The verb ``scan``: what each Dockerfile, service and container under some paths starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from cmdresolve.checks import check
from cmdresolve.cli import streams
from cmdresolve.cli.asking import named, parse
from cmdresolve.cli.checking.checked_units import Look
from cmdresolve.cli.checking.settings import settings_for
from cmdresolve.cli.checking.units import Unit, units
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json, print_lines, width
from cmdresolve.cli.telling import ANSWERED, complain_of_versions
from cmdresolve.model.errors import CmdResolveError, UnknownImageError
from cmdresolve.model.finding import Finding
from cmdresolve.model.quoting import columns, fit, printable
from cmdresolve.model.record import NamedTuple
from cmdresolve.render.as_json import SCHEMA, error_to_json, finding_to_json
from cmdresolve.render.layout import Fragment, TextLine
from cmdresolve.render.text import headline

if TYPE_CHECKING:
    from cmdresolve.resolving.resolution import Resolution

_WIDEST_NAME = 34


class Row(NamedTuple):
    """What one unit starts.

    Attributes:
        unit: the unit.
        answer: the answer; on conditions if it is not known; None if it is refused.
        needs: what would have to be given for it to be known.
        error: the refusal, or None.
        findings: the findings.
    """

    unit: Unit
    answer: Resolution | None
    needs: tuple[str, ...] = ()
    error: CmdResolveError | None = None
    findings: tuple[Finding, ...] = ()


def run(words: list[str]) -> int:
    """Print what starts, a line each.

    Raises:
        CmdResolveError: a path cannot be read, or settings are wrong.
    """
    options, asked = parse("scan", words)
    if options.format == "text":
        complain_of_versions(options)
    paths = named(asked) or ["."]
    settings = settings_for(paths[0])
    if options.engine:
        settings = evolve(settings, engine=options.engine[-1])
    look = Look(options, settings, paths)
    rows = [_row(unit, look) for unit in units(paths, settings.exclude, look.typed, look.unread)]
    for note in look.notes():
        streams.complain(note)
    if options.format == "json":
        print_json({"schema": SCHEMA, "starts": [_to_json(row) for row in rows]})
    else:
        lines = list(_lines(rows, width()))
        if lines:
            print_lines(lines, options.color, lambda: [_to_json(row) for row in rows])
        streams.complain(_summary(rows))
    return ANSWERED


def _row(unit: Unit, asked: Look) -> Row:
    if unit.error is not None:
        return Row(unit, None, error=unit.error)
    subject = asked.subject(unit)
    findings = tuple(check(subject))
    answer, error = subject.resolution, subject.error
    if isinstance(error, UsageError):
        raise error
    if answer is None or error is not None:
        needs = error.needs if isinstance(error, UnknownImageError) else ()
        return Row(unit, None, needs, error, findings)
    return Row(unit, subject.supposed or answer, answer.unknown, None, findings)


def _lines(rows: Sequence[Row], columns_wide: int) -> Iterator[TextLine]:
    names = [printable(f"{row.unit.path}  {row.unit.part}".rstrip()) for row in rows]
    size = min(max(map(columns, names), default=0), _WIDEST_NAME)
    for row, name in zip(rows, names, strict=True):
        said = fit(_said(row), columns_wide // 3)
        room = columns_wide - size - 2 - (columns(said) + 2 if said else 0)
        started = fit(_started(row), max(room, 10))
        shown = fit(name, size)
        gap = " " * (size - columns(shown) + 2)
        between = " " * max(2, columns_wide - size - 2 - columns(started) - columns(said))
        style = "error" if row.error is not None and not row.needs else ""
        end = (Fragment(between), Fragment(said, "dim")) if said else ()
        yield (Fragment(shown, "title"), Fragment(gap), Fragment(started, style), *end)


def _started(row: Row) -> str:
    if row.answer is None:
        return "refused" if not row.needs else "?"
    return ("? " if row.needs else "") + headline(row.answer)


def _said(row: Row) -> str:
    if row.needs:
        return f"{printable(row.needs[0].rpartition(' of ')[2])} is not known"
    if row.error is not None:
        return printable(row.error.code)
    grave = [one for one in row.findings if one.severity != "info"]
    return f"{len(grave)} finding{'s' if len(grave) > 1 else ''}" if grave else ""


def _summary(rows: Sequence[Row]) -> str:
    known = sum(row.answer is not None and not row.needs for row in rows)
    unknown = sum(bool(row.needs) for row in rows)
    parts = [f"{known} start{'s' if known == 1 else ''}"]
    if unknown:
        parts.append(f"{unknown} not known: an image is not described")
    if known + unknown < len(rows):
        parts.append(f"{len(rows) - known - unknown} refused")
    return ", ".join(parts)


def _to_json(row: Row) -> dict[str, Any]:
    record: dict[str, Any] = {"path": row.unit.path}
    if row.unit.part:
        record["part"] = row.unit.part
    if row.error is not None and not row.needs:
        record["error"] = error_to_json(row.error)
    elif row.needs:
        record["unknown"] = list(row.needs)
    elif row.answer is not None:
        record["argv"] = list(row.answer.argv)
    record["findings"] = [finding_to_json(finding) for finding in row.findings]
    return record
