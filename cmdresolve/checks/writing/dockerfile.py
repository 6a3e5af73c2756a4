"""Changes to an instruction of a Dockerfile."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.checks.writing.change import Change
from cmdresolve.model.finding import Edit
from cmdresolve.model.quoting import exec_form as exec_words
from cmdresolve.model.source import Source, Span


def instead(source: Source, span: Span, text: str) -> Change:
    """Return the change that writes an instruction anew."""
    end, line_end = _end_of(source, span)
    return Change(text, (Edit(source.name, span.start, end, text.replace("\n", line_end)),))


def exec_form(source: Source, span: Span, keyword: str, words: Sequence[str]) -> Change:
    """Return the change that writes an instruction in exec form."""
    return instead(source, span, f"{keyword} {exec_words(words)}")


def after(source: Source, span: Span, text: str) -> Change:
    """Return the change that puts an instruction on the line after another."""
    end, line_end = _end_of(source, span)
    return Change(text, (Edit(source.name, end, end, line_end + text.replace("\n", line_end)),))


def without(source: Source, span: Span) -> Change:
    """Return the change that takes an instruction out, with its line end."""
    end = span.end + (source.text[span.end : span.end + 1] == "\n")
    return Change("", (Edit(source.name, span.start, end, ""),))


def _end_of(source: Source, span: Span) -> tuple[int, str]:
    """Return where an instruction ends, and what ends its line: files of Windows stay such."""
    if source.text.endswith("\r", 0, span.end):
        return span.end - 1, "\r\n"
    return span.end, "\r\n" if source.text.startswith("\r\n", span.end) else "\n"
