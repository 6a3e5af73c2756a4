"""The flags of one command line, looked up by name, and the checks that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.starters.command_line.line import Line
from cmdresolve.starters.command_line.pflag import Use


@frozen
class Given:
    """What stands before the image.

    Attributes:
        line: the words.
        uses: every flag in order.
        command: ``run`` or ``create``.
    """

    line: Line
    uses: tuple[Use, ...]
    command: str

    def each(self, name: str) -> list[Use]:
        """Give every use of a flag, in order."""
        return [use for use in self.uses if use.name == name]

    def last(self, name: str) -> Use | None:
        """Give the last use of a flag, which is the one that counts for most."""
        uses = self.each(name)
        return uses[-1] if uses else None

    def text(self, name: str) -> str:
        """Give the last value of a flag, or an empty text."""
        use = self.last(name)
        return "" if use is None else use.value

    def values(self, name: str) -> tuple[str, ...]:
        """Give every value of a flag, in order."""
        return tuple(use.value for use in self.each(name))

    def is_true(self, name: str) -> bool:
        """Say whether a bool flag ends up true."""
        use = self.last(name)
        return use is not None and parse_bool(use.value)

    def refuse(self, name: str, message: str) -> None:
        """Refuse the last use of a flag.

        Raises:
            OverrideError: always, when the flag was given.
        """
        use = self.last(name)
        if use is not None:
            raise self.line.fault("flag-value", message, use.value_position)


Late: TypeAlias = Callable[[Given], None]


def anything(_: Given) -> None:
    """Refuse nothing, where a later version refuses something."""


def for_each(name: str, check: Callable[[str], object]) -> Late:
    """Make a check of every value of a flag."""

    def late(given: Given) -> None:
        for use in given.each(name):
            _checked(given, use, check)

    return late


def for_last(name: str, check: Callable[[str], object]) -> Late:
    """Make a check of a flag's last value, the only one that counts."""

    def late(given: Given) -> None:
        use = given.last(name)
        if use is not None:
            _checked(given, use, check)

    return late


def _checked(given: Given, use: Use, check: Callable[[str], object]) -> None:
    try:
        check(use.value)
    except FlagValueError as fault:
        raise given.line.fault("flag-value", str(fault), use.value_position) from None
