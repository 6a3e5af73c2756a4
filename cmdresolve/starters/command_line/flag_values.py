"""The flags of one command line, looked up by name, and the checks that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import frozen

from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import HELP, FlagUse


@frozen
class FlagValues:
    """The flags that stand before the image.

    Attributes:
        line: the words.
        uses: every flag in order.
    """

    line: CommandLine
    uses: tuple[FlagUse, ...]

    def each(self, name: str) -> list[FlagUse]:
        """Return every use of a flag, in order."""
        return [use for use in self.uses if use.name == name]

    def last(self, name: str) -> FlagUse | None:
        """Return the last use of a flag, or None; for most flags the last one counts."""
        uses = self.each(name)
        return uses[-1] if uses else None

    def text(self, name: str) -> str:
        """Return the last value of a flag, or an empty text."""
        use = self.last(name)
        return "" if use is None else use.value

    def is_true(self, name: str, *, unknown: bool = False) -> bool:
        """Say whether a bool flag ends up true.

        Args:
            name: the flag.
            unknown: what to say of one whose value a shell would expand.
        """
        use = self.last(name)
        if use is None:
            return False
        return unknown if use.value_position in self.line.expanding else parse_bool(use.value)

    def refuse(self, name: str, message: str) -> None:
        """Refuse the last use of a flag.

        Raises:
            OverrideError: always, when the flag was given.
        """
        use = self.last(name)
        if use is not None:
            raise self.line.fault("flag-value", message, use.value_position)

    def refuse_help(self, *names: str) -> None:
        """Refuse the line if one of these flags ends up true: then no container is made.

        Args:
            names: the flags that ask for the usage or the version, by default ``help`` alone.

        Raises:
            OverrideError: one does.
        """
        for name in names or ("help",):
            if self.is_true(name):
                raise self.line.fault("help", HELP, self.each(name)[-1].position)


FlagCheck: TypeAlias = Callable[[FlagValues], None]


def known_values(line: CommandLine, uses: Iterable[FlagUse]) -> FlagValues:
    """Return flags without those whose value a shell would expand, and so is not known."""
    return FlagValues(line, tuple(x for x in uses if x.value_position not in line.expanding))


def for_last(name: str, check: Callable[[str], object]) -> FlagCheck:
    """Return a check that applies `check` to the last value of a flag, if it was given."""

    def check_last(given: FlagValues) -> None:
        use = given.last(name)
        if use is not None:
            try:
                check(use.value)
            except FlagValueError as fault:
                given.refuse(name, str(fault))

    return check_last
