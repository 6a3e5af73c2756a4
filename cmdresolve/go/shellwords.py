"""go-shellwords: how Compose and Buildah split a command's text into words, with no shell behind.

Source: mattn/go-shellwords v1.0.12 (and v1.0.13 where it differs) shellwords.go Parser.Parse, with
ParseEnv and ParseBacktick off, as compose-go v2.9.1 types/command.go and buildah v1.43.1
cmd/buildah/config.go call it; recorded ``string_splitting`` on Compose 2.40.3.
"""

from __future__ import annotations

from typing import Protocol

from attrs import field, frozen

from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Span

_BLANKS = " \t\r\n"
_OPERATORS = ";&|<>"
_DIGITS = frozenset("0123456789")


class Rules(Protocol):
    """What versions of go-shellwords differ in, as `dialects.readers.compose.Compose` has it."""

    @property
    def control_escapes(self) -> bool:
        r"""Whether ``\t`` and ``\n`` stand for a tab and a line feed, rather than for t and n."""

    @property
    def lone_parenthesis(self) -> bool:
        """Whether a ``)`` without its ``$(`` is accepted."""


class Plain(NamedTuple):
    """The rules of v1.0.12, which ``buildah config`` splits by."""

    control_escapes: bool = False
    lone_parenthesis: bool = True


class ShellwordsError(ValueError):
    """go-shellwords cannot split the text.

    Attributes:
        pos: the offset of the character at fault.
    """

    def __init__(self, pos: int) -> None:
        super().__init__("invalid command line string")
        self.pos = pos


@frozen
class Split:
    """The result of `split`.

    Attributes:
        words: the words, quotes and escapes removed.
        spans: the extent of each word in the text, quotes included.
        discarded: the extent of the rest that was thrown away, or None.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...] = field(eq=False)
    discarded: Span | None = None


def split(text: str, rules: Rules) -> Split:
    """Split a text into words.

    Parsing stops at an unquoted ``;``, ``&``, ``|``, ``<`` or ``>``: the rest is thrown away, and
    with it a word right before ``>`` that begins with a digit, taken for a file descriptor.

    Args:
        text: the text.
        rules: what the version does.

    Raises:
        ShellwordsError: a quote, a ``$(`` or an escape is open at the end, or a parenthesis is
            misplaced.
    """
    return _Splitter(text, rules).split()


class _Splitter:
    """One pass over a text: the loop of ``Parser.Parse``, its local variables as attributes."""

    __slots__ = ("begin", "has_word", "opened", "region", "rules", "spans", "text", "word", "words")

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.word: list[str] = []
        # Go's `got`: whether there is a word at all, which may be an empty one in quotes.
        self.has_word = False
        # Where the current word begins; below 0 while there is none.
        self.begin = -1
        # Which of '…', "…", `…` and $(…) is open, and where the last one was opened.
        self.region = dict.fromkeys("'\"`(", False)
        self.opened = 0

    def split(self) -> Split:
        text = self.text
        pos = 0
        while pos < len(text):
            character = text[pos]
            if character == "\\" and not self.region["'"]:
                if pos + 1 == len(text):
                    raise ShellwordsError(pos)
                self.add(self.escaped(text[pos + 1]), pos)
                pos += 2
                continue
            if character in _OPERATORS and not any(self.region.values()):
                return self.cut(pos, character)
            if character in _BLANKS:
                if any(self.region.values()):
                    self.word.append(character)
                else:
                    self.flush(pos)
            elif not self.quote(character, pos):
                self.parenthesis(character, pos)
                self.add(character, pos)
            pos += 1
        if any(self.region.values()):
            raise ShellwordsError(self.opened)
        self.flush(len(text))
        return Split(tuple(self.words), tuple(self.spans))

    def escaped(self, character: str) -> str:
        if self.rules.control_escapes:
            return {"t": "\t", "n": "\n"}.get(character, character)
        return character

    def add(self, character: str, pos: int) -> None:
        self.start(pos)
        self.word.append(character)
        self.has_word = True

    def start(self, pos: int) -> None:
        if self.begin < 0:
            self.begin = pos

    def quote(self, character: str, pos: int) -> bool:
        """Open or close a quote; return whether the character was one, rather than literal text."""
        if character not in ("'", '"') or self.region["("]:
            return False
        if self.region['"' if character == "'" else "'"]:
            return False
        self.start(pos)
        if self.region[character]:
            self.has_word = True
        else:
            self.opened = pos
        self.region[character] = not self.region[character]
        return True

    def parenthesis(self, character: str, pos: int) -> None:
        """Open or close `` ` `` or ``$(``, whose delimiters stay in the word: nothing is run.

        A ``)`` toggles rather than closes: where it is accepted without its ``$(``, it opens a
        region that the next one closes.
        """
        region = self.region
        if region["'"] or region['"']:
            return
        if character == "`" and not region["("]:
            region["`"] = not region["`"]
            self.opened = pos
        elif character == ")" and not region["`"]:
            if not region["("] and not self.rules.lone_parenthesis:
                raise ShellwordsError(pos)
            region["("] = not region["("]
            self.opened = pos
        elif character == "(" and not region["`"]:
            if region["("] or not self.word or not self.word[-1].endswith("$"):
                raise ShellwordsError(pos)
            region["("] = True
            self.opened = pos

    def flush(self, pos: int) -> None:
        if self.has_word:
            self.words.append("".join(self.word))
            self.spans.append(Span(self.begin, pos))
        self.word.clear()
        self.has_word = False
        self.begin = -1

    def cut(self, pos: int, character: str) -> Split:
        """Return what was split before an operator, and what it throws away."""
        start = pos
        if character == ">" and self.word and self.word[0] in _DIGITS:
            start = self.begin
            self.has_word = False
        self.flush(pos)
        return Split(tuple(self.words), tuple(self.spans), Span(start, len(self.text)))
