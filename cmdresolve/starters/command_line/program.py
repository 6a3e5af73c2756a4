"""A command-line program over its versions, of which `Program.at` makes a `Client`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from attrs import frozen

from cmdresolve.dialects.version import Version
from cmdresolve.starters.command_line.client import COMMANDS, Client, Find
from cmdresolve.starters.command_line.flag_tables import (
    Check,
    Row,
    SinceVersion,
    at,
    flags_of,
    newest,
)
from cmdresolve.starters.command_line.flag_values import FlagCheck
from cmdresolve.starters.command_line.pflag import FlagSet, flag_set


@frozen
class Program:
    """What a `Client` is made of, each part by version.

    Attributes:
        name: what it calls itself.
        root: the flags before the command.
        alone: the further flags of the root where no command follows.
        level: the flags between ``container`` and its command.
        command: the flags of ``run`` and ``create``.
        checks: the checks of the kinds of flags.
        after_reading: the checks once all flags are read, in order; a later version replaces some,
            and adds or moves none.
        at_root: the checks of the root's flags before a command is looked for.
        at_once: the checks of all flags before words are counted.
        connecting: the checks of all flags once an image is named.
        image: the check of an image's name.
        no_image: the message when no image is named.
        find: how it finds the end of the root's flags.
        root_aliases: other names of the root's flags.
        aliases: other names of the flags of ``run`` and ``create``.
    """

    name: str
    root: tuple[Row, ...]
    level: tuple[Row, ...]
    command: tuple[Row, ...]
    checks: tuple[SinceVersion[Check | None], ...]
    after_reading: tuple[SinceVersion[FlagCheck], ...]
    image: tuple[tuple[Version, Callable[[str], None]], ...]
    no_image: tuple[tuple[Version, str], ...]
    find: Find
    at_root: tuple[SinceVersion[FlagCheck], ...] = ()
    at_once: tuple[SinceVersion[FlagCheck], ...] = ()
    connecting: tuple[SinceVersion[FlagCheck], ...] = ()
    alone: tuple[Row, ...] = ()
    root_aliases: Mapping[str, str] = MappingProxyType({})
    aliases: tuple[SinceVersion[str], ...] = ()

    def at(self, version: Version, missing: frozenset[str] = frozenset()) -> Client:
        """Return the program at a version, some flags left out."""
        checks = at(self.checks, version)

        def flags(rows: Iterable[Row], aliases: Mapping[str, str], command: str = "") -> FlagSet:
            found = flags_of(rows, checks, version, command)
            return flag_set([flag for flag in found if flag.name not in missing], aliases)

        aliases = at(self.aliases, version)
        return Client(
            name=self.name,
            root=flags(self.root, self.root_aliases),
            alone=flags((*self.root, *self.alone), self.root_aliases),
            level=flags(self.level, {}),
            commands={name: flags(self.command, aliases, name) for name in COMMANDS},
            find=self.find,
            no_image=newest(self.no_image, version),
            after_reading=tuple(at(self.after_reading, version).values()),
            at_root=tuple(at(self.at_root, version).values()),
            at_once=tuple(at(self.at_once, version).values()),
            connecting=tuple(at(self.connecting, version).values()),
            image=newest(self.image, version),
        )
