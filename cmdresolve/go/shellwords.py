"""Splitting a command's text as Compose and Buildah do: go-shellwords, and no shell behind it.

Source: mattn/go-shellwords v1.0.12 (and v1.0.13 where it differs) shellwords.go
Parser.ParseWithPosition, with ParseEnv and ParseBacktick off, as compose-go v2.9.1
types/command.go and buildah v1.43.1 cmd/buildah/config.go call it; recorded ``string_splitting`` on
Compose 2.40.3.
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
    """How a version of the splitter reads; a record of a dialect has it among its fields."""

    @property
    def control_escapes(self) -> bool:
        r"""Whether ``\t`` and ``\n`` are a tab and a line end."""

    @property
    def lone_parenthesis(self) -> bool:
        """Whether a closing parenthesis may stand alone."""


class Plain(NamedTuple):
    """The rules of v1.0.12, the version most programs have."""

    control_escapes: bool = False
    lone_parenthesis: bool = False


class ShellwordsError(ValueError):
    """The text is no command line to the splitter.

    Attributes:
        pos: where the character stands that is to blame.
    """

    def __init__(self, pos: int) -> None:
        super().__init__("invalid command line string")
        self.pos = pos


@frozen
class Split:
    """A text split into words.

    Attributes:
        words: the words.
        spans: where each stands in the text.
        discarded: the end of the text that was thrown away, or None.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...] = field(eq=False)
    discarded: Span | None = None


def split(text: str, rules: Rules) -> Split:
    """Split a text.

    An unquoted ``;``, ``&``, ``|``, ``<`` or ``>`` ends it: what follows is thrown away, and so
    is a word in front of ``>`` that begins with a digit.

    Raises:
        ShellwordsError: a quote, a ``$(`` or an escape is open at the end, or a parenthesis
            stands where none may.
    """
    return _Splitter(text, rules).split()


class _Splitter:
    """One pass over a text."""

    __slots__ = ("begin", "has_word", "opened", "region", "rules", "spans", "text", "word", "words")

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.word: list[str] = []
        self.has_word = False
        # Where the word in hand begins; below 0 while there is none.
        self.begin = -1
        # Each region that may be open, by the character that opens it, and where it was.
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
        """Open or close a quote, which is not part of the word; inside ``$( )`` it is."""
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
        """Open or close a region whose ends stay part of the word: `` ` ``, ``$(`` and ``)``."""
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
        start = pos
        if character == ">" and self.word and self.word[0] in _DIGITS:
            start = self.begin
            self.has_word = False
        self.flush(pos)
        return Split(tuple(self.words), tuple(self.spans), Span(start, len(self.text)))
