"""One instruction of a Dockerfile: its keyword, flags, arguments, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from cmdresolve.go import json_array
from cmdresolve.model.command import Command, ExecForm, ShellForm
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

#: The instructions every builder knows.
KEYWORDS = frozenset(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL "
    "STOPSIGNAL USER VOLUME WORKDIR".split()
)

#: Names with their values as written; None for a name without ``=``, unlike an empty value.
Assignments: TypeAlias = tuple[tuple[str, str | None], ...]

_PLACE = itemgetter(0)
_WORD_GAP = pattern(r"[\t\v\f\r ]+")


class Heredoc(NamedTuple):
    """A heredoc of RUN, COPY or ADD.

    Attributes:
        name: the word that ends it.
        chomp: whether leading tabs of its lines are dropped (``<<-``).
        expands: whether variables in it are substituted, as its word is not quoted.
        content: its body, line ends included.
    """

    name: str
    chomp: bool
    expands: bool
    content: str


class LogicalLine(NamedTuple):
    """A logical line: physical lines joined by continuation.

    Attributes:
        text: the text as the builder joins it.
        start: the offset of its first character in the source.
        end: the offset after its last physical line, the line end not counted.
        pieces: for a joined line, where each part begins, as pairs of an index in `text` and an
            offset in the source; None for one physical line.
        blank_inside: whether a blank line stands within it.
    """

    text: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...] | None = None
    blank_inside: bool = False

    def span(self, start: int, end: int) -> Span:
        """Return the extent in the source of a part of `text`."""
        if self.pieces is None:
            first = self.start
            return new_tuple(Span, (first + start, first + max(start, end)))
        where = _offset(self.pieces, start)
        return Span(where, where if end <= start else _offset(self.pieces, end - 1) + 1)


def _offset(pieces: tuple[tuple[int, int], ...], place: int) -> int:
    """Return the offset in the source of an index in the text of a joined line."""
    at, offset = pieces[bisect_right(pieces, place, key=_PLACE) - 1]
    return offset + place - at


class Instruction(NamedTuple):
    """One instruction.

    Attributes:
        keyword: the keyword in upper case, or as written when no builder knows it.
        written: the keyword as written.
        flags: the flag words before the arguments, decoded.
        args: the arguments: what follows keyword and flags, trimmed.
        args_at: the index of `args` in the line's text.
        source: the text it was read from.
        start: the offset of its line in the source.
        end: the offset after the instruction, heredocs included.
        joined: the logical line, if it is not the source from `start` to `end`.
        words: the members when the arguments are a JSON array of strings; None otherwise.
        assignments: the names and values of ARG, ENV and LABEL as written, quotes and all; a name
            of ARG without a default has None.
        heredocs: the heredocs that follow.
        trigger: for ONBUILD, the instruction inside.
        plain: whether no builder refuses it before it runs; False if that is not certain.
    """

    keyword: str
    written: str
    flags: tuple[str, ...]
    args: str
    args_at: int
    source: Source
    start: int
    end: int
    joined: LogicalLine | None = None
    words: tuple[str, ...] | None = None
    assignments: Assignments = ()
    heredocs: tuple[Heredoc, ...] = ()
    trigger: Instruction | None = None
    plain: bool = False

    @property
    def line(self) -> LogicalLine:
        """The logical line."""
        if self.joined is not None:
            return self.joined
        return LogicalLine(self.source.text[self.start : self.end], self.start, self.end)

    @property
    def span(self) -> Span:
        """The extent in the source, first line to last, heredocs included."""
        return Span(self.start, self.end)

    @property
    def command(self) -> Command:
        """The arguments as a command: exec form when they are a JSON array, else shell form."""
        if self.words is None:
            return ShellForm(self.args or None, self.args_span)
        return ExecForm(self.words, self.word_spans)

    @property
    def args_span(self) -> Span:
        """The extent of the arguments."""
        return self.line.span(self.args_at, self.args_at + len(self.args))

    @property
    def word_spans(self) -> tuple[Span, ...]:
        """The extent of each word of a JSON array, quotes included."""
        if self.words is None:
            return ()
        found = json_array.places(self.args, 0)
        at = self.args_at
        if self.joined is not None:
            return tuple([self.joined.span(at + start, at + end) for start, end in found])
        at += self.start
        return tuple([new_tuple(Span, (at + start, at + end)) for start, end in found])

    def flag_span(self, index: int) -> Span:
        """The extent of a flag word.

        Flags are stored decoded, so it is looked for by its ``--``: the extent is not exact for a
        flag with quotes, or with ``--`` in its value.
        """
        line = self.line
        text = line.text
        at = text.find("--")
        for _ in range(index):
            at = text.find("--", at + 2)
        end = at
        while end < len(text) and text[end] not in "\t\v\f\r ":
            end += 1
        return line.span(at, end)


def list_words(instruction: Instruction) -> list[str]:
    """Return the words of an instruction that takes a list: JSON members, or split at blanks."""
    if instruction.words is not None:
        return list(instruction.words)
    return _WORD_GAP.split(instruction.args) if instruction.args else []
