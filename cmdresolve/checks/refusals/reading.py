"""What a refused text says at the place that it is refused for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.dockerfile.reading.near_json import near_json
from cmdresolve.go import json_array
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_LINE = pattern(r"[^\n]*")


class RefusedLine(NamedTuple):
    """A line that a builder refuses.

    Attributes:
        source: the text.
        start: where the line begins.
        line: the line, without its end.
    """

    source: Source
    start: int
    line: str

    @property
    def end(self) -> int:
        """Where the line ends."""
        return self.start + len(self.line)

    @property
    def span(self) -> Span:
        """The line without the blanks in front of it."""
        return Span(self.end - len(self.line.lstrip()), self.end)


def refused_line(subject: Subject, *codes: str) -> RefusedLine | None:
    """Return the line that the build is refused for, where it is for one of some codes."""
    error = subject.error
    if error is None or error.stage != "build" or (codes and error.code not in codes):
        return None
    if error.source is None or error.span is None:
        return None
    text = error.source.text
    start = text.rfind("\n", 0, error.span.start) + 1
    found = _LINE.match(text, start)
    return RefusedLine(error.source, start, "" if found is None else found[0].rstrip("\r"))


def listed_words(text: str) -> tuple[str, ...] | None:
    """Return the words of a text that is meant as a list; None where they are not plain."""
    try:
        read, _ = json_array.scan_array(text, 0, whole=True)
    except json_array.JsonError:
        fault = near_json(text, 0, len(text))
        return None if fault is None else fault.words
    words = tuple(word for word in read if word is not None)
    return words if len(words) == len(read) else None
