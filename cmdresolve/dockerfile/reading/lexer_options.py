"""What the lexer of words is given, and its refusal."""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.model.limits import Room
from cmdresolve.model.record import NamedTuple

#: The values of `Arguments.substitution` for Buildah's own lexer.
IMAGEBUILDER = ("imagebuilder", "imagebuilder-colon")
# The operators of each BuildKit (lex.go processDollar), by the value of `Arguments.substitution`.
_MODIFIERS = {
    "colon": frozenset({":-", ":+", ":?", "?"}),
    "plain": frozenset({":-", ":+", ":?", "?", "-", "+"}),
    "patterns": frozenset({":-", ":+", ":?", "?", "-", "+", "#", "%", "/"}),
}


class SubstitutionError(ValueError):
    """The builder refuses a word; the message is its own."""


class WordVariables(NamedTuple):
    """The variables for the substitutions in a word.

    Attributes:
        values: the values by name.
        complete: whether a name without a value is certainly unset; not if the environment of the
            base image is unknown.
        room: the budget of characters for values; None for no limit.
    """

    values: Mapping[str, str]
    complete: bool = True
    room: Room | None = None


class LexerOptions:
    """The options of a lexer (lex.go Lex).

    Args:
        escape: the escape character.
        substitution: the operators, as in `Arguments.substitution` of a builder's record.
        raw_quotes: whether quotes stay in the result (RawQuotes).
        skip_quotes: whether quotes are ordinary characters (SkipProcessQuotes).
        raw_escapes: whether escape characters stay in the result (RawEscapes).
        keep_unset: whether the name of an unset variable stays as written (SkipUnsetEnv).
        heredoc_blank: whether blanks after ``<<`` belong to the same word.
        nested_restarts: as `Arguments.nested_restarts` of a builder's record.
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
