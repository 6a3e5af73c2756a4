"""One pass of the lexer over a text: quotes, escapes and substitutions, character by character.

`word_lexer` has the fast paths in front of it, and the sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cmdresolve.dockerfile.reading.lexer_options import (
    IMAGEBUILDER,
    LexerOptions,
    SubstitutionError,
    WordVariables,
)
from cmdresolve.model.go_text import SPACE, quote
from cmdresolve.model.lazy_pattern import pattern

#: The greatest depth of nested ``${A:-${B:-…}}``. Builders have no limit, but a level takes four
#: frames here, and Python has 1,000 by default.
MAX_DEPTH = 150

# A name, all digits, or a special parameter (lex.go processName, isSpecialParam). Letters and
# digits are Unicode's, to Go as to `re`.
_NAME = pattern(r"[^\W\d]\w*|\d+|[@*#?\-$!]")
# Buildah's lexer takes a single digit, and has no special parameters (shell_parser.go processName).
_IMAGEBUILDER_NAME = pattern(r"[^\W\d]\w*|\d")
# Runs of characters that stand for themselves, so that they are not taken one by one: outside of
# quotes, and in double quotes. No stop character of `WordPass.until` is in the first.
_ORDINARY = pattern(r"[A-Za-z0-9_.,=\-]+")
_ORDINARY_IN_QUOTES = pattern(r"[^\"$\\`]+")
_SPACES = pattern(f"[{re.escape(''.join(SPACE))}]")


class _WordCollector:
    """Collects the words of `Lexer.words` (lex.go wordsStruct).

    White space in text that is not quoted ends a word, and so does white space in the value of a
    variable, since splitting comes after substitution.
    """

    __slots__ = ("buffer", "words")

    def __init__(self) -> None:
        self.buffer: list[str] = []
        self.words: list[str] = []

    def split(self, text: str) -> None:
        """Add text that is split at white space (addString)."""
        first, *others = _SPACES.split(text)
        self.buffer.append(first)
        for part in others:
            self.flush()
            self.buffer.append(part)

    def raw(self, text: str) -> None:
        """Add text that is not split (addRawString)."""
        self.buffer.append(text)

    def flush(self) -> None:
        """End the current word; an empty one is none, even if it was quoted (getWords)."""
        word = "".join(self.buffer)
        if word:
            self.words.append(word)
        self.buffer.clear()


class WordPass:
    """One pass over one text (lex.go shellWord): each method reads from `pos` on."""

    def __init__(self, lexer: LexerOptions, text: str, environment: WordVariables) -> None:
        self.lexer = lexer
        self.text = text
        self.environment = environment
        self.outermost = _WordCollector()
        self.pos = 0
        self.depth = 0

    def all(self) -> tuple[str, list[str]]:
        """Process the whole text; return it as one word, and split into words."""
        try:
            return self.until("", raw_escapes=self.lexer.raw_escapes)
        except SubstitutionError as error:
            raise SubstitutionError(f"failed to process {quote(self.text)}: {error}") from None

    def peek(self) -> str:
        """Return the next character, or nothing at the end."""
        return self.text[self.pos : self.pos + 1]

    def take(self) -> str:
        """Return the next character, or nothing at the end, and step over it."""
        character = self.text[self.pos : self.pos + 1]
        self.pos += 1
        return character

    def matching(self, characters: re.Pattern[str]) -> str:
        """Return what a pattern matches next, or nothing, and step over it."""
        match = characters.match(self.text, self.pos)
        if match is None:
            return ""
        self.pos = match.end()
        return match[0]

    def until(self, stops: str, *, raw_escapes: bool) -> tuple[str, list[str]]:
        """Process up to one of the stop characters, or to the end of the text without any.

        Returns:
            The text processed as one word, and split into words.
        """
        lexer = self.lexer
        result: list[str] = []
        words = _WordCollector() if stops else self.outermost
        if stops and lexer.nested_restarts:
            # All levels share the buffer of the current word, and each resets it when it begins
            # (lex.go processStopOn: sw.wordsBuffer.Reset).
            self.outermost.buffer.clear()
        while self.pos < len(self.text):
            value = self.matching(_ORDINARY)
            character = "" if value else self.peek()
            if stops and character and character in stops:
                self.pos += 1
                words.flush()
                return "".join(result), words.words
            if character == "$":
                value = self.dollar()
                result.append(value)
                words.split(value)
                continue
            if character == "'" and not lexer.skip_quotes:
                value = self.single_quotes()
            elif character == '"' and not lexer.skip_quotes:
                value = self.double_quotes(raw_escapes=raw_escapes)
            elif character == "<" and lexer.heredoc_blank:
                value = self.heredoc_mark()
            elif character:
                self.pos += 1
                if character != lexer.escape:
                    result.append(character)
                    words.split(character)
                    continue
                # An escape character at the end of the text escapes nothing, and is removed.
                value = character * raw_escapes + self.take()
            result.append(value)
            words.raw(value)
        if stops:
            raise SubstitutionError(
                f"unexpected end of statement while looking for matching {stops}"
            )
        words.flush()
        return "".join(result), words.words

    def heredoc_mark(self) -> str:
        """Read ``<<`` with the blanks after it (lex.go processPossibleHeredoc)."""
        start = self.pos
        self.pos += 1
        if self.peek() == "<":
            self.pos += 1
            while self.peek() and self.peek() in "\t\r ":
                self.pos += 1
        return self.text[start : self.pos]

    def single_quotes(self) -> str:
        """Read a string in single quotes, in which nothing is special."""
        end = self.text.find("'", self.pos + 1)
        if end < 0:
            self.pos = len(self.text)
            raise SubstitutionError(
                "unexpected end of statement while looking for matching single-quote"
            )
        inner = self.text[self.pos + 1 : end]
        self.pos = end + 1
        return f"'{inner}'" if self.lexer.raw_quotes else inner

    def double_quotes(self, *, raw_escapes: bool) -> str:
        """Read a string in double quotes, in which three characters can be escaped."""
        lexer = self.lexer
        quote = '"' if lexer.raw_quotes else ""
        self.pos += 1
        result = [quote]
        while True:
            result.append(self.matching(_ORDINARY_IN_QUOTES))
            character = self.peek()
            if character == "":
                raise SubstitutionError(
                    "unexpected end of statement while looking for matching double-quote"
                )
            if character == "$":
                result.append(self.dollar())
                continue
            self.pos += 1
            if character == '"':
                result.append(quote)
                return "".join(result)
            if character == lexer.escape:
                if raw_escapes:
                    result.append(character)
                following = self.peek()
                if following == "":
                    # Go drops it and goes on; the next turn finds that the quote is open.
                    continue
                if following in ('"', "$", lexer.escape):
                    character = self.take()
            result.append(character)

    def name(self) -> str:
        """Read the name of a variable; it may be empty."""
        names = _IMAGEBUILDER_NAME if self.lexer.substitution in IMAGEBUILDER else _NAME
        return self.matching(names)

    def value_of(self, name: str) -> str | None:
        """Return the value of a variable, after taking its length from the room; None if unset."""
        value = self.environment.values.get(name)
        if value is not None and self.environment.room is not None:
            self.environment.room.take(len(value))
        return value

    def dollar(self) -> str:
        """Read the substitution at a ``$``, and return its result (lex.go processDollar)."""
        self.pos += 1
        if self.peek() != "{":
            name = self.name()
            if not name:
                return "$"
            value = self.value_of(name)
            if value is None:
                return f"${name}" if self.lexer.keep_unset else ""
            return value
        self.pos += 1
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SubstitutionError(f"substitutions nested deeper than {MAX_DEPTH}")
        if self.lexer.substitution in IMAGEBUILDER:
            value = self.imagebuilder_braces()
        else:
            value = self.braces()
        self.depth -= 1
        return value

    def part(self, stop: str, *, raw_escapes: bool) -> str:
        """Read the word after an operator; a missing end is reported as that of the braces."""
        try:
            return self.until(stop, raw_escapes=raw_escapes)[0]
        except SubstitutionError:
            if self.pos >= len(self.text):
                where = "'/' in ${}" if stop == "/" else "'}'"
                raise SubstitutionError(f"syntax error: missing {where}") from None
            raise

    def braces(self) -> str:
        """Read what follows ``${`` in BuildKit and the classic builder."""
        following = self.peek()
        if following == "":
            raise SubstitutionError("syntax error: missing '}'")
        if following in "{}:":
            raise SubstitutionError("syntax error: bad substitution")
        name = self.name()
        value = self.value_of(name)
        modifier = self.take()
        if modifier == "}":
            if value is None:
                return f"${{{name}}}" if self.lexer.keep_unset else ""
            return value
        if modifier == ":":
            modifier += self.take()
        if modifier not in self.lexer.modifiers:
            # After a colon the word is processed before the operator is looked at, so that its
            # faults come first.
            if modifier[:1] == ":":
                self.part("}", raw_escapes=False)
            elif self.lexer.substitution == "colon":
                raise SubstitutionError("missing ':' in substitution")
            # At the end of the text the scanner gives -1, which Go shows as U+FFFD (run on 28.5).
            shown = modifier or "\ufffd"
            raise SubstitutionError(f"unsupported modifier ({shown}) in substitution")
        if modifier == "/":
            return self.replacement(name, value)
        word = self.part("}", raw_escapes=modifier in "#%")
        if value is None and self.lexer.keep_unset:
            return f"${{{name}{modifier}{word}}}"
        return self.modified(name, value, modifier, word)

    def modified(self, name: str, value: str | None, modifier: str, word: str) -> str:
        """Return the result of an operator for a value, which is None if the variable is unset."""
        missing = value is None or (modifier[0] == ":" and value == "")
        kind = modifier[-1]
        if kind == "-":
            return word if missing else value or ""
        if kind == "+":
            return "" if missing else word
        if kind == "?":
            if not missing:
                return value or ""
            if value is None and not self.environment.complete:
                # The base image may set it, so this is not an error yet.
                return ""
            state = "unset" if value is None else "empty"
            raise SubstitutionError(f"{name}: {word or f'is not allowed to be {state}'}")
        greedy = word[:1] == kind
        pattern = word[1:] if greedy else word
        from cmdresolve.dockerfile.reading.shell_patterns import (  # noqa: PLC0415 - few have any
            trim_prefix,
            trim_suffix,
        )

        trim = trim_suffix if kind == "%" else trim_prefix
        return _patterned(word, lambda: trim(pattern, value or "", greedy=greedy))

    def replacement(self, name: str, value: str | None) -> str:
        """Read the rest of ``${V/p/r}`` or ``${V//p/r}``, and return its result."""
        from cmdresolve.dockerfile.reading.shell_patterns import replace  # noqa: PLC0415 - few have any

        everywhere = self.peek() == "/"
        if everywhere:
            self.pos += 1
        pattern = self.part("/", raw_escapes=True)
        new = self.part("}", raw_escapes=True)
        if value is None and self.lexer.keep_unset:
            return f"${{{name}/{pattern}/{new}}}"
        return _patterned(
            pattern,
            lambda: "".join(
                self.counted(replace(pattern, value or "", new, everywhere=everywhere))
            ),
        )

    def counted(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield the pieces of a value, each after taking its length from the room."""
        for piece in pieces:
            if self.environment.room is not None:
                self.environment.room.take(len(piece))
            yield piece

    def imagebuilder_braces(self) -> str:
        """Read what follows ``${`` in Buildah, where unset is the same as empty (getEnv)."""
        name = self.name()
        value = self.value_of(name) or ""
        known = name in self.environment.values or self.environment.complete
        modifier = self.take()
        if modifier == "}":
            return value
        if modifier == ":":
            kind = self.take()
            word = self.until("}", raw_escapes=False)[0]
            if kind == "+":
                return word if value else ""
            if kind == "-":
                return value or word
            if kind == "?" and self.lexer.substitution != "imagebuilder-colon":
                if not value and not word and known:
                    raise SubstitutionError(f"{name} is not allowed to be unset")
                return value or word
            raise SubstitutionError(f"Unsupported modifier ({kind}) in substitution: {self.text}")
        if self.lexer.substitution == "imagebuilder-colon":
            raise SubstitutionError(f"Missing ':' in substitution: {self.text}")
        if modifier in ("#", "%", "/"):
            return self.imagebuilder_pattern(name, value, modifier)
        raise SubstitutionError(f"Missing ':' or '#' or '%' or '/' in substitution: {self.text}")

    def imagebuilder_pattern(self, name: str, value: str, modifier: str) -> str:
        """Read the rest of ``${V#p}``, ``${V%p}`` or ``${V/p/r}``, and return its result.

        The second slash may be left out with an empty replacement: ``${V/p}``.
        """
        from cmdresolve.dockerfile.reading import go_path_patterns  # noqa: PLC0415 - hardly a word needs it

        if modifier in ("#", "%"):
            greedy = self.peek() == modifier
            self.pos += greedy
            word = self.until("}", raw_escapes=False)[0]
            if not word:
                what = "prefix" if modifier == "#" else "suffix"
                raise SubstitutionError(f"{name}{modifier}: no {what} to remove")
            trim = go_path_patterns.trim_suffix if modifier == "%" else go_path_patterns.trim_prefix
            return trim(word, value, greedy=greedy, room=self.environment.room)
        where = self.peek() if self.peek() in ("/", "#", "%") else ""
        self.pos += len(where)
        pattern = self.until("/}", raw_escapes=False)[0]
        if not pattern:
            raise SubstitutionError(f"{name}/: no pattern to replace")
        new = ""
        if self.text[self.pos - 1] == "/":
            new = self.until("}", raw_escapes=False)[0]
        room = self.environment.room
        return go_path_patterns.replace(pattern, value, new, where=where, room=room)


def _patterned(pattern: str, work: Callable[[], str]) -> str:
    """Return the result of `work`, with the error for a bad pattern as the builder words it."""
    from cmdresolve.dockerfile.reading.shell_patterns import PatternError  # noqa: PLC0415 - few have any

    try:
        return work()
    except PatternError as error:
        raise SubstitutionError(f"invalid pattern ({pattern}) in substitution: {error}") from None
