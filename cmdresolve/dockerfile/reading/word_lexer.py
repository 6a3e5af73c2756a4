"""The builders' lexer for words: quotes, escapes and ``${…}``, a subset of a shell's.

The words of FROM, ENV, LABEL and others pass through it, and heredocs are found with it. CMD,
ENTRYPOINT, SHELL and RUN never do: their text is stored as written.
Sources: moby/buildkit v0.8.3, v0.13.2, v0.25.2 frontend/dockerfile/shell/lex.go;
openshift/imagebuilder v1.2.22 shell_parser.go.
"""

from __future__ import annotations

from functools import cache

from cmdresolve.dockerfile.reading.lexer_options import (
    IMAGEBUILDER,
    LexerOptions,
    SubstitutionError,
    WordVariables,
)
from cmdresolve.model.lazy_pattern import pattern

__all__ = [
    "IMAGEBUILDER",
    "Lexer",
    "SubstitutionError",
    "WordVariables",
    "is_literal",
    "word_lexer",
]

# The fast paths of `Lexer.word`, for nearly all words of real files. A word without any of these
# characters is its own result; ``<`` concerns heredocs.
_SPECIAL = pattern(r"['\"$<\\`]")
_SINGLE_QUOTED = pattern("'[^']*+'")
_VARIABLE = pattern(r"\$(?:\{([^\W\d]\w*)\}|([^\W\d]\w*))")


def is_literal(text: str) -> bool:
    """Return whether a word stands for itself: it has no quote, no variable and no escape."""
    # A pattern takes twice as long as five searches for a character, and nearly all are literal.
    return not ("$" in text or '"' in text or "\\" in text or "'" in text or "`" in text)


class Lexer(LexerOptions):
    """A lexer of words; its constructor takes `LexerOptions`."""

    def word(self, text: str, environment: WordVariables) -> str:
        """Return a word with quotes and escapes removed and variables substituted.

        Raises:
            SubstitutionError: a quote or brace is not closed, or a substitution fails.
            LimitError: the values take more characters than are left in the room.
        """
        if self.plain:
            if not ("\\" in text or "'" in text or "`" in text):
                simple = _simple(text, environment)
                if simple is not None:
                    return simple
            elif _SINGLE_QUOTED.fullmatch(text) is not None:
                return text[1:-1]
        elif _SPECIAL.search(text) is None:
            return text
        return self._passed(text, environment)[0]

    def words(self, text: str, environment: WordVariables) -> list[str]:
        """Do the same with a text, and split the result at white space outside of quotes.

        Raises:
            SubstitutionError: as for `word`.
            LimitError: as for `word`.
        """
        return self._passed(text, environment)[1]

    def _passed(self, text: str, environment: WordVariables) -> tuple[str, list[str]]:
        """Return what one pass over a text gives: it as one word, and split."""
        from cmdresolve.dockerfile.reading.word_pass import WordPass  # noqa: PLC0415 - most words are simple

        return WordPass(self, text, environment).all()


@cache
def word_lexer(escape: str, substitution: str, *, nested_restarts: bool = False) -> Lexer:
    """Return the lexer for the words of instructions.

    Args:
        escape: the escape character of the file. Buildah's lexer ignores it (shell_parser.go
            processStopOnAny).
        substitution: as for `Lexer`.
        nested_restarts: as for `Lexer`.
    """
    return Lexer(
        "\\" if substitution in IMAGEBUILDER else escape,
        substitution,
        nested_restarts=nested_restarts,
    )


def _simple(text: str, environment: WordVariables) -> str | None:
    """Process a word that has no single quote and no escape character, if it is simple.

    Returns:
        The word; None if a double quote is open, or a ``$`` begins anything but ``$NAME`` or
        ``${NAME}``, which the general way must process.
    """
    quotes, dollars = text.count('"'), text.count("$")
    if quotes % 2:
        return None
    if not dollars:
        return text.replace('"', "") if quotes else text
    # Literal text at every third index, and between them the two groups of a variable, of which
    # one is None.
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
