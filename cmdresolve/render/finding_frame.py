"""A finding as text: its message, the source line with carets, and its mend as a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.quoting import fit, printable, shell_line
from cmdresolve.render.layout import Fragment, TextLine, paragraph
from cmdresolve.render.marked_line import marked_line, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.model.finding import Edit, Finding, Mend
    from cmdresolve.model.source import Source, Span

_MOST_LINES = 6
_MOST_MENDS = 2


def frame(finding: Finding, width: int, *, path: str | None = None) -> list[TextLine]:
    """Return the lines of a finding.

    Args:
        finding: the finding.
        width: the number of columns.
        path: the name to print for the file; by default its name in origins.
    """
    head = f"{finding.severity}[{finding.code}]: "
    lines = paragraph(printable(head + finding.message), width)
    style = finding.severity
    first = lines[0][1].text
    lines[0] = (Fragment(first[: len(head) - 2], style), Fragment(first[len(head) - 2 :], "title"))
    source, span = finding.source, finding.span
    if source is not None and span is not None:
        lines += _excerpt(source, span, width, style, path)
    for mend in finding.mends[:_MOST_MENDS]:
        lines += _mend(mend, source, width)
    return lines


def _excerpt(
    source: Source, span: Span, width: int, style: str, path: str | None
) -> list[TextLine]:
    line, column = source.position(span.start)
    last, _ = source.position(max(span.start, span.end - 1))
    gutter = len(str(min(last, line + _MOST_LINES)))
    name = printable(source.name if path is None else path)
    blank = (Fragment(f"{'':{gutter}} |", "dim"),)
    lines: list[TextLine] = [
        (Fragment(fit(f"{'':{gutter}}--> {name}:{line}:{column}", width), "dim"),),
        blank,
    ]
    for number, begin, end in pieces(source, span, _MOST_LINES):
        edge = f"{number:>{gutter}} | "
        marked = marked_line(source.line_text(number), [(begin, end)], width - len(edge))
        lines += [
            (Fragment(edge, "dim"), Fragment(marked.shown)),
            (Fragment(f"{'':{gutter}} | ", "dim"), Fragment(marked.carets, style)),
        ]
    if last >= line + _MOST_LINES:
        lines.append(
            (Fragment(f"{'':{gutter}} | … {last - line - _MOST_LINES + 1} more lines", "dim"),)
        )
    return lines


def _mend(mend: Mend, source: Source | None, width: int) -> list[TextLine]:
    lines: list[TextLine] = []
    if mend.line is not None:
        lines += paragraph(shell_line(mend.line), width, first="  = ", rest="    ", style="mend")
    elif source is not None and mend.edits and all(x.source == source.name for x in mend.edits):
        lines += _change(mend.edits, source, width)
    else:
        for number, line in enumerate(printable(mend.text).split("\n")):
            lines.append((Fragment("    " if number else "  = "), Fragment(line, "mend")))
    started = shell_line(mend.argv)
    lines += paragraph(f"then it starts: {started}", width, first="  = ", rest="    ")
    return lines


def _change(edits: Iterable[Edit], source: Source, width: int) -> list[TextLine]:
    """Return the changed lines as a diff."""
    lines: list[TextLine] = []
    for first, before, after in _changed_lines(sorted(edits, key=lambda x: x.start), source):
        same = 0
        while same < min(len(before), len(after)) and before[same] == after[same]:
            same += 1
        begin = first + same
        gutter = len(str(first + max(len(before), len(after)) - 1))
        lines.append((Fragment(f"{'':{gutter}} |", "dim"),))
        for sign, style, changed in (("-", "removed", before), ("+", "mend", after)):
            for number, text in enumerate(changed[same:], begin):
                shown = fit(printable(text), width - gutter - 3)
                edge = Fragment(f"{number:>{gutter}} {sign} ", "dim")
                lines.append((edge, Fragment(shown, style)))
    return lines


def _changed_lines(edits: list[Edit], source: Source) -> Iterable[tuple[int, list[str], list[str]]]:
    """Yield the first line number, the old lines and the new lines of each run of edits.

    Edits on the same or on adjacent lines make one run.
    """
    while edits:
        first = source.position(edits[0].start)[0]
        last = source.position(edits[0].end)[0]
        run = [edits.pop(0)]
        while edits and source.position(edits[0].start)[0] <= last + 1:
            run.append(edits.pop(0))
            last = max(last, source.position(run[-1].end)[0])
        begin = source.text.rfind("\n", 0, run[0].start) + 1
        end = source.text.find("\n", run[-1].end)
        end = len(source.text) if end < 0 else end
        text, pos = "", begin
        for edit in run:
            text += source.text[pos : edit.start] + edit.text
            pos = edit.end
        text += source.text[pos:end]
        yield first, source.text[begin:end].split("\n"), text.removesuffix("\n").split("\n")
