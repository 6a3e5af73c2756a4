"""Variables as people write them, and how a value is wanted of one."""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

#: ``$NAME`` or ``${NAME}``, with a default or whatever a shell may do with it.
VARIABLE = pattern(r"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)([^}]*)\})")
_SUBSTITUTION = pattern(r"[\w./:@=-]*+(\$\([a-z][^()`$\n]*\)|`[a-z][^`\n]*`)[\w./:@=-]*")
_OPTIONS = pattern(r"[A-Z0-9_]*(?:OPTS?|OPTIONS|ARGS?|ARGUMENTS|FLAGS|PARAMS)(?:_[A-Z0-9]+)?")


class WrittenVariable(NamedTuple):
    """A variable in a text.

    Attributes:
        name: its name.
        written: how it is written.
        rest: what stands behind the name in braces, such as ``:-80``.
    """

    name: str
    written: str
    rest: str = ""


def uses(text: str) -> tuple[WrittenVariable, ...]:
    """Return the variables in a text, those behind a backslash left out."""
    return tuple(
        WrittenVariable(match[1] or match[2], match[0], match[3] or "")
        for match in VARIABLE.finditer(text)
        if not (match.start() and text[match.start() - 1] in "\\$")
    )


def substitutions(word: str) -> tuple[WrittenVariable, ...]:
    """Return the command whose output a shell would put in its place, of a word that has one.

    A sentence with backquotes in it is none.
    """
    match = _SUBSTITUTION.fullmatch(word)
    return () if match is None else (WrittenVariable("", match[1]),)


def holds_options(word: str) -> bool:
    """Say whether a word is one variable that by its name holds several options."""
    match = VARIABLE.fullmatch(word)
    return match is not None and _OPTIONS.fullmatch(match[1] or match[2]) is not None
