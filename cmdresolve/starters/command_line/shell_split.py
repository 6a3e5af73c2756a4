r"""Splitting of a typed command line into words, as a POSIX shell does it.

Unlike `shlex.split` it joins continued lines, drops comments, reads ``\$`` inside double quotes,
keeps the span of each word, and refuses what only a shell can interpret.
Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting and 2.3 Token Recognition.
"""

from __future__ import annotations

import re

from cmdresolve.model.errors import OverrideError
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.command_line.line import NAME, CommandLine

# Nothing else separates words: a no-break space or a form feed is part of a word (2.3; in the POSIX
# locale a <blank> is a space or a tab, XBD 7.3.1).
_PARTING = " \t\r\n"
_PLAIN = re.compile(r"[^ \t\r\n\\'\"$`#|&;<>()]+|#")
_OPERATORS = "|&;<>()"
_BLANKS = re.compile(r"(?:[ \t]|\\\n)+")
_WORD_BEGIN = re.compile(rf"[^{_PARTING}]")
_EXPANDS = re.compile(r"\$[\w{(@*#?$!-]|`", re.ASCII)
_ESCAPED_IN_QUOTES = '$`"\\\n'


def split(text: str) -> CommandLine:
    """Split a text into words.

    A word that a shell would expand (``$`` or a backquote outside of single quotes) is kept as
    written, and its position is in `CommandLine.expanding`.

    Raises:
        OverrideError: a quote is not closed, or the text has an operator such as ``|`` or a second
            command.
    """
    return _Splitter(text).split()


class _Splitter:
    """One pass over a text."""

    __slots__ = ("expanding", "pos", "spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.expanding: list[int] = []

    def split(self) -> CommandLine:
        text = self.text
        while self.pos < len(text):
            blanks = _BLANKS.match(text, self.pos)
            if blanks is not None:
                self.pos = blanks.end()
            elif text[self.pos] in "\r\n":
                self.line_end()
            elif text[self.pos] == "#":
                end = text.find("\n", self.pos)
                self.pos = len(text) if end < 0 else end
            else:
                self.word()
        return CommandLine(tuple(self.words), text, self.spans, frozenset(self.expanding))

    def line_end(self) -> None:
        """Step over a line end, and refuse a second command on the lines after it."""
        found = _WORD_BEGIN.search(self.text, self.pos)
        begin = len(self.text) if found is None else found.start()
        if self.words and begin < len(self.text) and self.text[begin] != "#":
            raise self.fault("a second command begins here", begin, begin + 1)
        self.pos = begin

    def word(self) -> None:
        start = self.pos
        parts: list[str] = []
        while self.pos < len(self.text):
            part = self.part()
            if part is None:
                break
            parts.append(part)
        if _EXPANDS.search(_without_single_quotes(self.text[start : self.pos])):
            self.expanding.append(len(self.words))
        self.words.append("".join(parts))
        self.spans.append(Span(start, self.pos))

    def part(self) -> str | None:
        """Read the next part of a word, quoted or not; return None at the word's end."""
        text, start = self.text, self.pos
        character = text[start]
        if character in _PARTING:
            return None
        if character in _OPERATORS:
            raise self.fault(f"only a shell can read {character!r} here", start, start + 1)
        if character == "'":
            self.pos = self.closing("'", start) + 1
            return text[start + 1 : self.pos - 1]
        if character == '"':
            return self.double_quoted(start)
        if character == "\\":
            self.pos = start + 2
            if self.pos > len(text):
                raise self.fault("nothing follows the backslash", start, start + 1)
            return "" if text[start + 1] == "\n" else text[start + 1]
        if character == "`" or text.startswith(("$(", "${"), start):
            return self.substitution(start)
        match = _PLAIN.match(text, start)
        self.pos = start + 1 if match is None else match.end()
        return text[start : self.pos]

    def substitution(self, start: int) -> str:
        """Read ``$(…)``, ``${…}`` or a backquoted command as it stands."""
        if self.text[start] == "`":
            self.pos = self.closing("`", start) + 1
            return self.text[start : self.pos]
        opening, closing = self.text[start + 1], {"(": ")", "{": "}"}
        depth, pos = 0, start + 1
        while pos < len(self.text):
            depth += (self.text[pos] == opening) - (self.text[pos] == closing[opening])
            pos += 1
            if not depth:
                self.pos = pos
                return self.text[start:pos]
        raise self.fault(f"{self.text[start : start + 2]!r} is not closed", start, start + 2)

    def double_quoted(self, start: int) -> str:
        out: list[str] = []
        pos = start + 1
        while pos < len(self.text) and self.text[pos] != '"':
            character = self.text[pos]
            if character == "\\" and self.text[pos + 1 : pos + 2] in (*_ESCAPED_IN_QUOTES,):
                pos += 1
                character = "" if self.text[pos] == "\n" else self.text[pos]
            out.append(character)
            pos += 1
        if pos == len(self.text):
            raise self.fault("the quote is not closed", start, start + 1)
        self.pos = pos + 1
        return "".join(out)

    def closing(self, quote: str, start: int) -> int:
        end = self.text.find(quote, start + 1)
        if end < 0:
            raise self.fault("the quote is not closed", start, start + 1)
        return end

    def fault(self, message: str, start: int, end: int) -> OverrideError:
        return OverrideError(
            message,
            code="shell-syntax",
            stage="request",
            source=Source(NAME, self.text),
            span=Span(start, end),
            hint="give one command, with no pipe, redirection or list around it",
        )


def _without_single_quotes(text: str) -> str:
    """Remove what a shell does not expand: single-quoted text and escaped characters."""
    return re.sub(r"\\.|'[^']*'", "", text, flags=re.DOTALL)
