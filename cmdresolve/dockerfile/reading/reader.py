"""From text to instructions: physical lines, directives, continuation, flags, heredocs.

What a builder does differently here it says in its record (`cmdresolve.dialects.Builder`).
Sources: moby/buildkit frontend/dockerfile/parser/{parser,line_parsers,split_command,directives}.go
at v0.8.3, v0.13.2 and v0.25.2; openshift/imagebuilder v1.2.22 dockerfile/parser.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import (
    KEYWORDS,
    Heredoc,
    Instruction,
    LogicalLine,
)
from cmdresolve.dockerfile.reading.line_parser import LineParser, heredoc_words
from cmdresolve.dockerfile.reading.skippable_lines import (
    lines_after_from,
    lines_before_from,
    may_skip,
    starts_rarer_line,
)
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import SPACE, lower
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_DIRECTIVE = pattern(
    r"#[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z"
)
# Any line that may be one, for any builder.
_MAY_BE_DIRECTIVE = pattern(rf"[{SPACE}]*+#[^\n=]*+=")
_LENIENT_ESCAPE = pattern(r"#[ \t]*escape[ \t]*=[ \t]*(.).*\Z")

_TAKES_HEREDOC = frozenset({"RUN", "COPY", "ADD"})


class Directive(NamedTuple):
    """A parser directive: its key in lower case, its value, and its place."""

    key: str
    value: str
    span: Span


class Syntax(NamedTuple):
    """The instructions and directives of a Dockerfile, before any check.

    Attributes:
        instructions: the instructions in order.
        directives: the parser directives.
        escape: the escape character.
    """

    instructions: tuple[Instruction, ...]
    directives: tuple[Directive, ...]
    escape: str


def read(source: Source, builder: Builder, *, skips: bool = False) -> Syntax:
    """Read a whole Dockerfile.

    Args:
        source: the text.
        builder: who reads it.
        skips: whether instructions that cannot matter are left out: those that set no field of an
            image and cannot fail, and in a run of unknown instructions all but the first and last.

    Raises:
        DockerfileError: the text cannot be parsed: a bad directive, a line that is too long, a
            JSON array with a member that is no string, an unterminated heredoc, ENV or LABEL
            without pairs, or no instruction at all.
    """
    reader = Reader(source, builder)
    if skips and may_skip(source.text, builder):
        instructions = reader.unskippable_instructions()
    elif skips:
        instructions = tuple(reader.reachable_instructions())
    else:
        instructions = tuple(reader.instructions())
    if not instructions and builder.reading.refuses_empty:
        raise reader.fault(
            "no-instructions",
            "file with no instructions",
            Span(0, 0),
            "start it with FROM",
        )
    # Last, as in the builder: its scanner stops at a line that is too long, and is asked for its
    # error only after the loop over lines, so that a fault in a line before that one comes first
    # (parser.go Parse, handleScannerError).
    if reader.too_long is not None:
        raise reader.fault(
            "line-too-long",
            f"dockerfile line greater than max allowed size of {builder.reading.line_limit}",
            reader.too_long,
            "break it with continuation lines",
        )
    return new_tuple(Syntax, (instructions, tuple(reader.directives), reader.escape))


class Reader:
    """Reads a text once, from its beginning to its end.

    Attributes:
        at: the offset of the next physical line.
        escape: the escape character.
        directives: the parser directives met so far.
        too_long: the extent of a physical line that is too long; the reader stops before it.
        directives_done: whether the parser directives have been read.
        heredoc_end: the offset of the end of the last heredoc that was read.
    """

    escape = "\\"
    directives_done = False
    too_long: Span | None = None
    heredoc_end = 0

    def __init__(self, source: Source, builder: Builder) -> None:
        self.source = source
        self.builder = builder
        self.parser = LineParser(source, builder)
        self.directives: list[Directive] = []
        self.at = 1 if source.text[:1] == "\ufeff" else 0

    def fault(
        self, code: str, message: str, span: Span, hint: str | None = None
    ) -> DockerfileError:
        return DockerfileError(
            message, code=code, stage="build", source=self.source, span=span, hint=hint
        )

    def _lines(self) -> Iterator[tuple[str, int]]:
        """Yield each physical line that is not read yet, without its line end, and its offset.

        Loops over it may nest, since the place is kept in `at`: a continuation and a heredoc take
        the lines that follow the one that an outer loop is at.
        """
        text = self.source.text
        limit = self.builder.reading.line_limit
        size = len(text)
        find = text.find
        while (start := self.at) < size:
            end = find("\n", start)
            if end < 0:
                end = size
            line = text[start:end]
            # Only a line that may exceed the limit is counted: a character is four bytes at most.
            if end - start > limit // 4 and _byte_length(line) > limit:
                self.too_long = Span(start, end)
                return
            self.at = end + 1
            yield line, start

    def _trim_end(self, line: str) -> str:
        if not line.endswith("\r"):
            return line
        return line.rstrip("\r") if self.builder.reading.strips_cr_run else line[:-1]

    def instructions(self) -> Iterator[Instruction]:
        """Yield the instructions, in order."""
        for line in self.logical_lines():
            yield self.instruction(line)

    def reachable_instructions(self) -> Iterator[Instruction]:
        """Yield all instructions, but of a run of unknown ones only the first and the last.

        Whoever needs the first refuses it, and a text without a FROM is refused for its last. What
        is no Dockerfile may have thousands of them, and each takes a hundred times the memory of
        its text.
        """
        last: Instruction | None = None
        in_run = False
        for instruction in self.instructions():
            unknown = instruction.keyword not in KEYWORDS
            if unknown and in_run:
                last = instruction
                continue
            if last is not None:
                yield last
                last = None
            yield instruction
            in_run = unknown
        if last is not None:
            yield last

    def unskippable_instructions(self) -> tuple[Instruction, ...]:
        """Return all instructions but those that set no field of an image and cannot fail.

        The text must be one for which `may_skip` is true.
        """
        text = self.source.text
        self._read_directives()
        plain = self.parser.plain
        found: list[Instruction] = []
        # Most texts have no `<`, and one character is found much faster than two.
        heredocs = "<" in text and "<<" in text
        at = self.at
        # Most texts begin with FROM, and do not need the pattern for what stands before it.
        if not text.startswith(("FROM ", "from "), at):
            at = self._to_first_from(found, at)
        lines = lines_after_from(self.escape, heredocs=heredocs)
        all_keywords = False
        while True:
            # The pattern matches the empty text as well, so each match begins where the last one
            # ends, and `next` never fails. A match without a group has stopped at an instruction
            # that has to be read character by character, or at the end.
            matches = lines.finditer(text, at)
            while (match := next(matches)).lastindex is not None:
                found.append(plain(match))
            at = match.end()
            if at >= len(text):
                return tuple(found)
            # The larger pattern is compiled only for a text with an instruction that needs it.
            if not all_keywords and starts_rarer_line(text, at):
                all_keywords = True
                lines = lines_after_from(self.escape, heredocs=heredocs, all_keywords=True)
            else:
                at = self._read_one(found, at)

    def _to_first_from(self, found: list[Instruction], at: int) -> int:
        """Read up to the first FROM, and return where it ends.

        Only comments are stepped over: here any instruction but ARG is a fault to most builders.
        """
        text, plain = self.source.text, self.parser.plain
        step_over = lines_before_from(self.escape).match
        while not found or found[-1].keyword != "FROM":
            # The pattern matches the empty text as well.
            match: re.Match[str] = step_over(text, at)  # type: ignore[assignment]
            at = match.end()
            if match.lastindex is not None:
                found.append(plain(match))
            elif at < len(text):
                at = self._read_one(found, at)
            else:
                break
        return at

    def _read_one(self, found: list[Instruction], at: int) -> int:
        """Read the instruction at a place character by character, and return where it ends."""
        self.at = at
        found.append(self.instruction(next(self.logical_lines())))
        return self.at

    def _read_directives(self) -> None:
        """Read the parser directives, which stand before any other line.

        Raises:
            DockerfileError: a directive is refused.
        """
        if self.directives_done:
            return
        self.directives_done = True
        start = self.at
        text = self.source.text
        if text[start : start + 1].isalpha() or _MAY_BE_DIRECTIVE.match(text, start) is None:
            return
        for raw, _ in self._lines():
            body = raw.lstrip(SPACE)
            if not self._directive(self._trim_end(body), start + len(raw) - len(body)):
                # The first line that is not a directive is read again, as a comment or instruction.
                self.at = start
                return
            start = self.at

    def logical_lines(self) -> Iterator[LogicalLine]:
        """Yield the logical lines, without comments and blank lines."""
        self._read_directives()
        for raw, start in self._lines():
            stripped = self._trim_end(raw).lstrip(SPACE)
            if not stripped or stripped[0] == "#":
                continue
            text, continued = self._continuation(stripped)
            at = start + len(raw) - len(raw.lstrip(SPACE)) if raw[0] in SPACE else start
            end = start + len(raw)
            yield self._joined(text, at, end) if continued else LogicalLine(text, at, end)

    def _continuation(self, line: str) -> tuple[str, bool]:
        """Return a line without its continuation character, and whether it had one.

        Blanks may stand behind the character (parser.go trimContinuationCharacter).
        """
        escape = self.escape
        if line[-1:] not in (escape, " ", "\t"):
            return line, False
        body = line.rstrip(" \t")
        if not body.endswith(escape):
            return line, False
        if body[-2:-1] == escape and not self.builder.reading.doubled_escape_continues:
            return line, False
        return body[:-1], True

    def _joined(self, first: str, start: int, end: int) -> LogicalLine:
        """Join a line that is continued with the lines that continue it.

        Comments and blank lines between them do not end the continuation (parser.go Parse).

        Args:
            first: the first line, without its continuation character.
            start: the offset of the first line.
            end: the offset of its end.
        """
        parts = [first]
        pieces = [(0, start)]
        size = len(first)
        blank = False
        for raw, at in self._lines():
            end = at + len(raw)
            trimmed = self._trim_end(raw)
            body = trimmed.lstrip(SPACE)
            if not body:
                blank = True
                continue
            if body[0] == "#":
                continue
            text, continued = self._continuation(trimmed)
            pieces.append((size, at))
            parts.append(text)
            size += len(text)
            if not continued:
                break
        return LogicalLine("".join(parts), start, end, tuple(pieces), blank)

    def _directive(self, line: str, at: int) -> bool:
        """Read a parser directive, and say whether it is one.

        Sources: directives.go; imagebuilder parser.go.

        Raises:
            DockerfileError: it is given twice, or names no escape character.
        """
        if line[:1] != "#":
            return False
        if self.builder.reading.lenient_escape_directive:
            match = _LENIENT_ESCAPE.match(lower(line))
            key, value = "escape", match[1] if match is not None else ""
        else:
            match = _DIRECTIVE.match(line)
            key, value = (lower(match[1]), match[2]) if match is not None else ("", "")
        if match is None or key not in self.builder.reading.directives:
            return False
        span = Span(at, at + len(line))
        if any(known.key == key for known in self.directives):
            raise self.fault(
                "directive", f"only one {key} parser directive can be used", span, "drop this one"
            )
        self.directives.append(Directive(key, value, span))
        if key == "escape":
            if value not in ("`", "\\"):
                raise self.fault(
                    "directive",
                    f"invalid escape token '{value}' does not match ` or \\",
                    Span(at + match.start(match.re.groups), at + match.end(match.re.groups)),
                    "the value is one character, ` or \\, with nothing after it",
                )
            self.escape = value
            self.parser = LineParser(self.source, self.builder, value)
        return True

    def instruction(self, line: LogicalLine) -> Instruction:
        """Read the instruction of a logical line, and the heredocs that follow it."""
        builder = self.builder
        instruction = self.parser.parse(line, 0)
        inner = instruction.trigger if instruction.trigger is not None else instruction
        if (
            builder.reading.heredocs
            and inner.keyword in _TAKES_HEREDOC
            and inner.words is None
            and "<<" in line.text
        ):
            heredocs = tuple(self._heredocs(line))
            if heredocs:
                return instruction._replace(heredocs=heredocs, joined=line, end=self.heredoc_end)
        return instruction

    def _heredocs(self, line: LogicalLine) -> Iterator[Heredoc]:
        """Read the heredocs that a logical line announces from the lines after it.

        Raises:
            DockerfileError: the text ends within one.
        """
        blank = self.builder.reading.heredoc_blank
        for name, chomp, expands in heredoc_words(line.text, blank=blank):
            content = []
            for raw, at in self._lines():
                candidate = raw.rstrip("\r")
                if chomp:
                    candidate = candidate.lstrip("\t")
                if candidate == name:
                    self.heredoc_end = at + len(raw)
                    break
                content.append(raw + "\n")
            else:
                raise self.fault(
                    "unterminated-heredoc",
                    "unterminated heredoc",
                    line.span(line.text.index("<<"), len(line.text)),
                    f"end it with a line that is {name} alone",
                )
            yield Heredoc(name, chomp, expands, "".join(content))


def _byte_length(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogateescape"))
