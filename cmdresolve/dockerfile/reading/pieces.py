"""The text of a Dockerfile divided into instructions, comments, directives and blanks.

The pieces joined are the text: nothing is left out, and nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.reader import Reader
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span


class Piece(NamedTuple):
    """A part of a Dockerfile's text.

    Attributes:
        kind: ``directive``, ``comment``, ``blank``, ``instruction``, or ``unread`` for the rest
            after a fault at which the builder stops reading.
        span: its extent. That of an instruction is from its keyword to the end of its last line,
            without the line feed, and includes heredocs and comments between continued lines.
    """

    kind: str
    span: Span


def pieces(source: Source, builder: Builder) -> tuple[Piece, ...]:
    """Divide a text into pieces as a builder reads it; every text can be divided."""
    found: list[Piece] = []
    done = 0
    reader = Reader(source, builder)
    end = len(source.text)
    try:
        for line in reader.logical_lines():
            try:
                last = reader.instruction(line).end
            except DockerfileError as error:
                # A heredoc without an end takes the rest of the text; after any other fault of an
                # instruction, the next line can be read.
                if error.code == "unterminated-heredoc":
                    end = line.start
                    break
                last = line.end
            found += _between(source, reader, done, line.start)
            found.append(Piece("instruction", Span(line.start, last)))
            done = last
    except DockerfileError as error:
        fault = error.span or Span(0, 0)
        end = source.text.rfind("\n", 0, fault.start) + 1
    if reader.too_long is not None:
        end = reader.too_long.start
    found += _between(source, reader, done, max(done, end))
    if end < len(source.text):
        found.append(Piece("unread", Span(max(done, end), len(source.text))))
    return tuple(found)


def _between(source: Source, reader: Reader, start: int, end: int) -> Iterator[Piece]:
    """Divide the text between two instructions."""
    text = source.text
    directives = {directive.span.start for directive in reader.directives}
    while start < end:
        line_end = text.find("\n", start, end) + 1 or end
        line = text[start:line_end]
        body = line.lstrip(SPACE + "\ufeff" if start == 0 else SPACE)
        at = line_end - len(body)
        if body[:1] == "#":
            if at > start:
                yield Piece("blank", Span(start, at))
            yield Piece("directive" if at in directives else "comment", Span(at, line_end))
        else:
            yield Piece("blank", Span(start, line_end))
        start = line_end
