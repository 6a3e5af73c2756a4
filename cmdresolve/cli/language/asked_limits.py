"""The limits that ``--limit NAME=N`` sets."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits

_MOST_DIGITS = 18


def limits_of(texts: Sequence[str] | None) -> Limits:
    """Return the default limits with those of some ``NAME=N`` texts; the last of a name counts.

    Raises:
        UsageError: a text does not name a limit and a number.
    """
    limits = DEFAULT_LIMITS
    for text in texts or ():
        name, _, number = text.partition("=")
        if name not in Limits._fields:
            from cmdresolve.model.did_you_mean import guess  # noqa: PLC0415 - for errors

            known = guess(name, Limits._fields) + "known: " + ", ".join(Limits._fields)
            raise UsageError(f"--limit {text}: unknown limit", code="bad-usage", hint=known)
        if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
            message = f"--limit {text}: not NAME=N"
            raise UsageError(message, code="bad-usage", hint=f"write --limit {name}=1000000")
        limits = limits._replace(**{name: int(number)})
    return limits
