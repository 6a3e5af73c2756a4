"""What ``--limit NAME=N`` says of the limits of a question."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits

_MOST_DIGITS = 18


def limits_of(texts: Sequence[str] | None) -> Limits:
    """Return the limits that some texts ask for, the last of a name; the others are the usual.

    Raises:
        UsageError: one names no limit, or no number.
    """
    limits = DEFAULT_LIMITS
    for text in texts or ():
        name, _, number = text.partition("=")
        if name not in Limits._fields:
            known = ", ".join(Limits._fields)
            raise UsageError(f"--limit {text}: no such limit", code="bad-usage", hint=known)
        if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
            message = f"--limit {text}: not NAME=N"
            raise UsageError(message, code="bad-usage", hint=f"write --limit {name}=1000000")
        limits = limits._replace(**{name: int(number)})
    return limits
