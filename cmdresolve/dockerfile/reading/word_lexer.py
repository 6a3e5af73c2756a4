"""The builders' little shell: quotes, escapes and ``${…}`` in words of a Dockerfile.

CMD, ENTRYPOINT, SHELL and RUN never pass through here: their text goes to the image as written.
FROM, ENV, LABEL and the like do, and heredocs are found with it.
Sources: moby/buildkit v0.8.3, v0.13.2, v0.25.2 frontend/dockerfile/shell/lex.go;
openshift/imagebuilder v1.2.22 shell_parser.go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from cmdresolve.model.go_text import SPACE, quote
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.record import NamedTuple

#: Nested ``${A:-${B:-…}}`` deeper than this is refused; a word of people has one or two.
MAX_DEPTH = 150
#: The substitutions of Buildah's own lexer.
IMAGEBUILDER = ("imagebuilder", "imagebuilder-colon")

_NAME = pattern(r"[^\W\d]\w*|\d+|[@*#?\-$!]")
# Buildah's has one digit, and none of the shell's own.
_IMAGEBUILDER_NAME = pattern(r"[^\W\d]\w*|\d")
# A word without these is the same afterwards; ``<`` is for heredocs.
_SPECIAL = pattern(r"['\"$<\\`]")
# With these it takes a look at each character, unless all of it stands in single quotes.
_HARD = pattern(r"['\\`]")
_SINGLE_QUOTED = pattern("'[^']*+'")
_VARIABLE = pattern(r"\$(?:\{([^\W\d]\w*)\}|([^\W\d]\w*))")
# Characters that stand for themselves: anywhere, and between double quotes.
_ORDINARY = pattern(r"[A-Za-z0-9_.,=\-]+")
_ORDINARY_IN_QUOTES = pattern(r"[^\"$\\`]+")
_SPACES = pattern(f"[{re.escape(''.join(SPACE))}]")
_MODIFIERS = {
    "colon": frozenset({":-", ":+", ":?", "?"}),
    "plain": frozenset({":-", ":+", ":?", "?", "-", "+"}),
    "patterns": frozenset({":-", ":+", ":?", "?", "-", "+", "#", "%", "/"}),
}


class SubstitutionError(ValueError):
    """The word cannot be processed; the text is the builder's."""


class WordVariables(NamedTuple):
    """The variables a word may name.

    Attributes:
        values: the variables.
        complete: whether a name that is not in `values` is known to be unset; not so under a
            base image that nobody described.
        room: how many characters their values may still give; None for no limit.
    """

    values: Mapping[str, str]
    complete: bool = True
    room: Room | None = None


class Lexer:
    """How words are processed.

    Args:
        escape: the escape character.
        substitution: the operators known, as `cmdresolve.dialects.Builder.substitution` names them.
        raw_quotes: whether quotes stay in the result.
        skip_quotes: whether quotes are characters like any other.
        raw_escapes: whether escapes stay in the result.
        keep_unset: whether an unset variable stays as written.
        heredoc_blank: whether ``<<`` takes the blanks after it into its word.
        nested_restarts: whether a word inside braces throws away what stands before it in the word
            outside, where words are split.
    """

    def __init__(
        self,
        escape: str = "\\",
        substitution: str = "patterns",
        *,
        raw_quotes: bool = False,
        skip_quotes: bool = False,
        raw_escapes: bool = False,
        keep_unset: bool = False,
        heredoc_blank: bool = False,
        nested_restarts: bool = False,
    ) -> None:
        self.escape = escape
        self.substitution = substitution
        self.raw_quotes = raw_quotes
        self.skip_quotes = skip_quotes
        self.raw_escapes = raw_escapes
        self.keep_unset = keep_unset
        self.heredoc_blank = heredoc_blank
        self.nested_restarts = nested_restarts
        self.modifiers = _MODIFIERS.get(substitution, frozenset())
        self.plain = not (raw_quotes or skip_quotes or raw_escapes or keep_unset or heredoc_blank)

    def word(self, text: str, environment: WordVariables) -> str:
        """Process a word into one string.

        Raises:
            SubstitutionError: a quote or brace is open, or a substitution refuses.
            LimitError: the values of its variables are more than there is room for.
        """
        if self.plain:
            if _HARD.search(text) is None:
                simple = _simple(text, environment)
                if simple is not None:
                    return simple
            elif _SINGLE_QUOTED.fullmatch(text) is not None:
                return text[1:-1]
        elif _SPECIAL.search(text) is None:
            return text
        return _Run(self, text, environment).all()[0]

    def words(self, text: str, environment: WordVariables) -> list[str]:
        """Process a text into words, split at white space outside quotes.

        Raises:
            SubstitutionError: as for `word`.
            LimitError: the same.
        """
        return _Run(self, text, environment).all()[1]


@cache
def word_lexer(escape: str, substitution: str, *, nested_restarts: bool = False) -> Lexer:
    """Return the lexer for words of instructions, under an escape directive.

    Buildah's own knows one escape character only (shell_parser.go).
    """
    return Lexer(
        "\\" if substitution in IMAGEBUILDER else escape,
        substitution,
        nested_restarts=nested_restarts,
    )


def _simple(text: str, environment: WordVariables) -> str | None:
    """Process a word of text, pairs of double quotes, and variables by name alone.

    Returns:
        The word, or None when a quote is open or a ``$`` stands before no plain name.
    """
    quotes, dollars = text.count('"'), text.count("$")
    if quotes % 2:
        return None
    if not dollars:
        return text.replace('"', "") if quotes else text
    # Texts and variables take turns; of each variable two groups are told, one of them None.
    pieces = _VARIABLE.split(text)
    if len(pieces) != 3 * dollars + 1:
        return None
    if quotes:
        pieces[::3] = [piece.replace('"', "") for piece in pieces[::3]]
    values, _, room = environment
    size = 0
    for place in range(1, len(pieces), 3):
        value = pieces[place] = values.get(pieces[place] or pieces[place + 1], "")
        pieces[place + 1] = ""
        size += len(value)
    if room is not None:
        room.take(size)
    return "".join(pieces)


class _WordCollector:
    """Collects words while characters come in; splitting happens after substitution."""

    __slots__ = ("buffer", "words")

    def __init__(self) -> None:
        self.buffer: list[str] = []
        self.words: list[str] = []

    def split(self, text: str) -> None:
        first, *others = _SPACES.split(text)
        self.buffer.append(first)
        for part in others:
            self.flush()
            self.buffer.append(part)

    def raw(self, text: str) -> None:
        self.buffer.append(text)

    def flush(self) -> None:
        word = "".join(self.buffer)
        if word:
            self.words.append(word)
        self.buffer.clear()


class _Run:
    """One pass over one text."""

    def __init__(self, lexer: Lexer, text: str, environment: WordVariables) -> None:
        self.lexer = lexer
        self.text = text
        self.environment = environment
        self.outermost = _WordCollector()
        self.pos = 0
        self.depth = 0

    def all(self) -> tuple[str, list[str]]:
        try:
            return self.until("", raw_escapes=self.lexer.raw_escapes)
        except SubstitutionError as error:
            raise SubstitutionError(f"failed to process {quote(self.text)}: {error}") from None

    def peek(self) -> str:
        return self.text[self.pos : self.pos + 1]

    def take(self) -> str:
        character = self.text[self.pos : self.pos + 1]
        self.pos += 1
        return character

    def matching(self, characters: re.Pattern[str]) -> str:
        match = characters.match(self.text, self.pos)
        if match is None:
            return ""
        self.pos = match.end()
        return match[0]

    def until(self, stops: str, *, raw_escapes: bool) -> tuple[str, list[str]]:
        lexer = self.lexer
        result: list[str] = []
        words = _WordCollector() if stops else self.outermost
        if stops and lexer.nested_restarts:
            # All share one buffer for the word in hand (lex.go wordsBuffer).
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
        start = self.pos
        self.pos += 1
        if self.peek() == "<":
            self.pos += 1
            while self.peek() and self.peek() in "\t\r ":
                self.pos += 1
        return self.text[start : self.pos]

    def single_quotes(self) -> str:
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
                    continue
                if following in ('"', "$", lexer.escape):
                    character = self.take()
            result.append(character)

    def name(self) -> str:
        names = _IMAGEBUILDER_NAME if self.lexer.substitution in IMAGEBUILDER else _NAME
        return self.matching(names)

    def value_of(self, name: str) -> str | None:
        """Look a variable up, as long as there is room for its value."""
        value = self.environment.values.get(name)
        if value is not None and self.environment.room is not None:
            self.environment.room.take(len(value))
        return value

    def dollar(self) -> str:
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
        """Read a word inside braces; its missing end is named as the braces' own."""
        try:
            return self.until(stop, raw_escapes=raw_escapes)[0]
        except SubstitutionError:
            if self.pos >= len(self.text):
                where = "'/' in ${}" if stop == "/" else "'}'"
                raise SubstitutionError(f"syntax error: missing {where}") from None
            raise

    def braces(self) -> str:
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
            if modifier[:1] == ":":
                self.part("}", raw_escapes=False)
            elif self.lexer.substitution == "colon":
                raise SubstitutionError("missing ':' in substitution")
            # Go's "%c" of the end of the text, which is no rune (observed: BuildKit 28.5).
            shown = modifier or "\ufffd"
            raise SubstitutionError(f"unsupported modifier ({shown}) in substitution")
        if modifier == "/":
            return self.replacement(name, value)
        word = self.part("}", raw_escapes=modifier in "#%")
        if value is None and self.lexer.keep_unset:
            return f"${{{name}{modifier}{word}}}"
        return self.modified(name, value, modifier, word)

    def modified(self, name: str, value: str | None, modifier: str, word: str) -> str:
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
        """Return the pieces of a value as long as there is room for them."""
        for piece in pieces:
            if self.environment.room is not None:
                self.environment.room.take(len(piece))
            yield piece

    def imagebuilder_braces(self) -> str:
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
                return word if value else value
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
    from cmdresolve.dockerfile.reading.shell_patterns import PatternError  # noqa: PLC0415 - few have any

    try:
        return work()
    except PatternError as error:
        raise SubstitutionError(f"invalid pattern ({pattern}) in substitution: {error}") from None
