"""Putting variables into a text as Compose does, keeping where each character came from.

Source: compose-go v2.9.1 template/template.go SubstituteWithOptions, and v2.10.1 where defaults
became lazy; recorded ``interpolation``.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.model.errors import LimitError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.source import Span

Lookup = Callable[[str], str | None]

# Go's (?i) lets [a-z] match two letters more than ASCII has: the long s and the Kelvin sign.
_LETTERS = "A-Za-z\u017f\u212a"
# The pattern of compose-go template/template.go, its branches in the same order: `$$`, a bare
# name, a name in braces with an operator whose text is greedy to the last brace of the line, and
# what else begins with a dollar, which is an error.
_VARIABLE = pattern(
    rf"\$(?:(?P<escaped>\$)|(?P<named>[_{_LETTERS}][_{_LETTERS}0-9]*)"
    rf"|\{{(?:(?P<braced>[_{_LETTERS}][_{_LETTERS}0-9]*(?::?[-+?](?:.*))?)\}}|(?P<invalid>)))"
)
_BRACES = pattern(r"[{}]")
_MOST_DEPTH = 200
_OPERATORS = (":?", "?", ":-", "-", ":+", "+")


class InterpolationError(ValueError):
    """A text that cannot be interpolated.

    Attributes:
        code: ``interpolation`` for what is no variable, ``required-variable`` for one without a
            value.
        span: the ``$…`` to blame, in the text.
    """

    def __init__(self, code: str, message: str, span: Span) -> None:
        super().__init__(message)
        self.code = code
        self.span = span


@frozen
class Interpolated:
    """A text with its variables replaced.

    Attributes:
        text: the text.
        sources: for each of its characters, the part of the original that stands for it.
        unset: the variables that had no value and became nothing, in order.
        used: every variable that was looked at, each once.
        put_in: those whose own value stands in the text.
    """

    text: str
    sources: tuple[Span, ...] = field(eq=False)
    unset: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    put_in: tuple[str, ...] = ()


def interpolate(
    text: str, lookup: Lookup, compose: Compose, limits: Limits = DEFAULT_LIMITS
) -> Interpolated:
    """Replace the variables of a text.

    Args:
        text: the text.
        lookup: gives a variable's value, or None where it is not set.
        compose: the version of Compose.
        limits: how deep they may stand in each other.

    Raises:
        InterpolationError: a ``${`` does not begin a variable, or one that must have a value
            has none.
        LimitError: they stand in each other too deeply.
    """
    _check_depth(text, min(limits.nesting, _MOST_DEPTH))
    out: list[str] = []
    sources: list[Span] = []
    values = _Values(lookup, lazy=compose.lazy_defaults)
    pos = 0
    for found in _VARIABLE.finditer(text):
        before = range(pos, found.start())
        out.append(text[pos : found.start()])
        sources += [Span(place, place + 1) for place in before]
        pos = found.end()
        span = Span(found.start(), pos)
        try:
            value = values.of(found[0])
        except _TemplateError as error:
            raise InterpolationError(error.code, str(error), span) from None
        out.append(value)
        sources += [span] * len(value)
    out.append(text[pos:])
    sources += [Span(place, place + 1) for place in range(pos, len(text))]
    return Interpolated(
        "".join(out),
        tuple(sources),
        tuple(values.unset),
        tuple(dict.fromkeys(values.used)),
        tuple(dict.fromkeys(values.put_in)),
    )


def _check_depth(text: str, most: int) -> None:
    """Refuse what could only be read by as many calls in each other."""
    if len(text) < most:
        return
    depth = 0
    for brace in _BRACES.findall(text):
        depth = max(0, depth + (1 if brace == "{" else -1))
        if depth > most:
            message = f"variables are nested too deeply, more than {most} levels"
            raise LimitError(message, code="limit")


class _TemplateError(ValueError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class _Values:
    """What the variables of a text, and of the texts in them, stand for."""

    def __init__(self, lookup: Lookup, *, lazy: bool) -> None:
        self._lookup = lookup
        self._lazy = lazy
        self.unset: list[str] = []
        self.used: list[str] = []
        self.put_in: list[str] = []

    def _text(self, template: str) -> str:
        out: list[str] = []
        # What is left to be read, the next piece last: what follows a variable is a text as well.
        left = [template]
        while left:
            text = left.pop()
            found = _VARIABLE.search(text)
            if found is None:
                out.append(text)
                continue
            value, rest = self._first(found[0])
            out += (text[: found.start()], value)
            left += (text[found.end() :], rest)
        return "".join(out)

    def of(self, match: str) -> str:
        """Return the value of a match, which goes on to the last brace of its line."""
        value, rest = self._first(match)
        return value + self._text(rest)

    def _first(self, match: str) -> tuple[str, str]:
        """Return the value of the variable that a match begins with, and what is behind it."""
        # The operator is looked for in all of the match, before its end is known.
        operator = _first_operator(match)
        end = _closing_brace(match)
        rest = ""
        if end >= 0:
            match, rest = match[: end + 1], match[end + 1 :]
        found = _VARIABLE.match(match)
        if found is not None and found["escaped"]:
            return "$", ""
        if found is None or not (found["named"] or found["braced"]):
            raise _TemplateError("interpolation", f"{match} is not a valid variable reference")
        inside = found["braced"] or ""
        if operator is not None and operator in inside:
            name, _, other = inside.partition(operator)
            return self._operated(name, operator, other), rest
        name = found["named"] or inside
        value = self._value(name)
        if value is None:
            self.unset.append(name)
        else:
            self.put_in.append(name)
        return value or "", ""

    def _value(self, name: str) -> str | None:
        self.used.append(name)
        return self._lookup(name)

    def _operated(self, name: str, operator: str, other: str) -> str:
        ready = None if self._lazy else self._text(other)
        value = self._value(name)
        stands = value is not None and (operator[0] != ":" or value != "")
        wants_other = stands if operator[-1] == "+" else not stands
        if not wants_other:
            self.put_in.append(name)
            return value or ""
        text = self._text(other) if ready is None else ready
        if operator[-1] == "?":
            message = f"required variable {name} is missing a value"
            raise _TemplateError("required-variable", f"{message}: {text}" if text else message)
        return text


def _first_operator(match: str) -> str | None:
    found = [(match.find(operator), operator) for operator in _OPERATORS if operator in match]
    return min(found)[1] if found else None


def _closing_brace(match: str) -> int:
    """Find the brace that closes the first; the character behind an opening one is passed over."""
    depth = 0
    pos = 0
    while pos < len(match):
        if match[pos] == "}":
            depth -= 1
            if depth == 0:
                return pos
        elif match[pos] == "{":
            depth += 1
            pos += 1
        pos += 1
    return -1
