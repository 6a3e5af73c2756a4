"""Interpolation of variables as Compose does it, keeping where each character came from.

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
        code: ``interpolation`` for a syntax error, ``required-variable`` for a required variable
            without a value.
        span: the extent of the ``$…`` at fault, in the text.
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
        sources: for each of its characters, the extent in the original that it came from.
        unset: the variables that were not set and became an empty text, in order.
        used: every variable that was looked up, each once.
        put_in: the variables whose own value is part of the text.
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
        lookup: returns a variable's value, or None where it is not set.
        compose: the version of Compose.
        limits: how deep variables may be nested.

    Raises:
        InterpolationError: a ``${`` does not begin a valid reference, or a required variable has no
            value.
        LimitError: variables are nested too deeply.
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
    """Refuse nesting that would exhaust the stack: each level of defaults is a recursion.

    It counts all braces, so it may refuse a text whose braces are not those of variables.
    """
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
    """Evaluates the variables of a text, and those nested in their defaults."""

    def __init__(self, lookup: Lookup, *, lazy: bool) -> None:
        self._lookup = lookup
        self._lazy = lazy
        self.unset: list[str] = []
        self.used: list[str] = []
        self.put_in: list[str] = []

    def _text(self, template: str) -> str:
        out: list[str] = []
        # A stack of the pieces still to be read, the next one last, in place of the recursion of
        # SubstituteWithOptions: what follows a variable is a template as well.
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
        """Return the value of a match, which may extend to the last brace of its line."""
        value, rest = self._first(match)
        return value + self._text(rest)

    def _first(self, match: str) -> tuple[str, str]:
        """Return the value of the variable at the start of a match, and the text after it.

        Source: compose-go v2.9.1 template/template.go DefaultReplacementAppliedFunc, whose order of
        steps this keeps, since it shows: a text after a variable without an operator is dropped.
        """
        # In the whole match, as Compose does: its closing brace is only looked for afterwards.
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
        # Before v2.10.1 the other text was substituted even if it was not used, so that an error in
        # it, or a required variable, refused the file all the same.
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
    """Return the index of the brace that closes the first one, or -1.

    The character after an opening brace is not looked at: getFirstBraceClosingIndex steps over two.
    """
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
