"""A command-line program at one version, and the search for its command on a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import frozen

from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.flag_values import FlagCheck, FlagValues, known_values
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import HELP, FlagSet, FlagUse, parse, traverse

COMMANDS = ("run", "create")
GROUP = "container"
HELP_COMMAND = "help"


@frozen
class Client:
    """A command-line program.

    Attributes:
        name: what it calls itself in its messages.
        root: the flags before the command.
        alone: the flags of the root where no command follows; these may be a few more.
        level: the flags between ``container`` and its command.
        commands: the flags of ``run`` and of ``create``.
        find: how it finds the end of the root's flags.
        no_image: its message when no image is named; ``{}`` stands for the command.
        at_root: the checks of the root's flags that it makes before all else.
        at_once: the checks of all flags, the root's too, that it makes before it counts words.
        connecting: the same checks that it makes once an image is named.
        after_reading: the checks of the command's flags that it makes then, in order.
        image: the check of an image's name, or None; it raises `ReferenceFormatError`.
        remote: the same program as the client of a service, if that is another.
        asks_remote: the flags of the root that make it the client of a service.
        windows_only: the flags that it refuses for an engine on Linux.
    """

    name: str
    root: FlagSet
    alone: FlagSet
    level: FlagSet
    commands: Mapping[str, FlagSet]
    find: Find
    no_image: str
    after_reading: tuple[FlagCheck, ...]
    at_root: tuple[FlagCheck, ...] = ()
    at_once: tuple[FlagCheck, ...] = ()
    connecting: tuple[FlagCheck, ...] = ()
    image: Callable[[str], None] | None = None
    remote: Client | None = None
    asks_remote: tuple[str, ...] = ()
    windows_only: frozenset[str] = frozenset()


@frozen
class FoundCommand:
    """A command found among the words.

    Attributes:
        command: ``run`` or ``create``.
        path: the command in full, such as ``docker container run``.
        start: the first word after it.
        uses: the flags before it.
    """

    command: str
    path: str
    start: int
    uses: tuple[FlagUse, ...]


Find: TypeAlias = Callable[[CommandLine, int, Client], tuple[list[FlagUse], int]]


def find_command(line: CommandLine, start: int, client: Client) -> FoundCommand:
    """Find ``run`` or ``create``, alone or after ``container``, from the word at `start` on.

    Args:
        line: the command line.
        start: the first word after the program's name.
        client: the program.

    Raises:
        OverrideError: a flag before it is wrong, help is asked for, or it is another command.
    """
    uses, position = client.find(line, start, client)
    path = client.name
    if line.words[position] == HELP_COMMAND:
        # It has the flags of a group, and a topic that it does not know is no command either.
        parse(line, position + 1, client.level, interspersed=True)
        raise line.fault("help", HELP, position)
    if line.words[position] == GROUP:
        path = f"{path} {GROUP}"
        more, position = _after_group(line, position + 1, client, path)
        uses = [*uses, *more]
    command = line.words[position]
    if command not in COMMANDS:
        raise _unknown_command(line, position, path)
    return FoundCommand(command, f"{path} {command}", position + 1, tuple(uses))


def past_flags(line: CommandLine, start: int, client: Client) -> tuple[list[FlagUse], int]:
    """Read the root's flags up to the first word that is not a flag, as docker does.

    A ``--help`` or ``--version`` before a command has no effect. Source: docker/cli v28.5.2
    cmd/docker/docker.go runDocker, cli/cobra.go TopLevelCommand.HandleGlobalFlags.
    """
    uses: list[FlagUse] = []
    try:
        _, operands = parse(line, start, client.root, into=uses)
    finally:
        # In a finally: docker sets itself up by the flags that it has read before it reports one
        # that it could not parse.
        for check in client.at_root:
            check(known_values(line, uses))
    if not operands:
        FlagValues(line, tuple(uses)).refuse_help("help", "version")
        raise _no_command(line, client.name)
    if len(line.words[operands[0]]) > 1 and line.words[operands[0]][0] == "-":
        # Flags behind a "--" are left to cobra, which looks for the command once more.
        more, position = by_traversal(line, operands[0], client)
        return [*uses, *more], position
    return uses, operands[0]


def by_traversal(line: CommandLine, start: int, client: Client) -> tuple[list[FlagUse], int]:
    """Find the command as cobra's Traverse does, which guesses which words are flags' values."""
    uses, position, found = traverse(line, start, client.root, (*COMMANDS, GROUP, HELP_COMMAND))
    if not found:
        # Traverse reads no flags unless it finds a command. Then the root itself is run, and its
        # own parsing finds the faults.
        raise _refused(line, start, client.alone, position, client.name)
    return uses, position


def _after_group(
    line: CommandLine, start: int, client: Client, path: str
) -> tuple[list[FlagUse], int]:
    uses, position, found = traverse(line, start, client.level, COMMANDS)
    if not found:
        # The group's own parsing reads to the end of the line; it stops here at a word that may be
        # a command with flags of its own. `help` is none in a group (asked of Docker 20.10.24 and
        # 28.5.2, and Podman 5.8.2).
        if line.words[position : position + 1] == (HELP_COMMAND,):
            position = len(line.words)
        raise _refused(line, start, client.level, position, path)
    return uses, position


def _refused(
    line: CommandLine, start: int, flags: FlagSet, position: int, path: str
) -> OverrideError:
    """Return the fault of a line in which the search for a command ended at a word without one.

    The flags before that word are read now. The first word that is none of them is named; it may
    be a command that the search took for a flag's value, as it takes any word behind ``--``.

    Raises:
        OverrideError: one of the flags is wrong, or asks for help.
    """
    end = min(position + 1, len(line.words))
    uses, operands = parse(line, start, flags, interspersed=True, end=end)
    FlagValues(line, tuple(uses)).refuse_help("help", "version")
    return _unknown_command(line, operands[0], path) if operands else _no_command(line, path)


def _no_command(line: CommandLine, path: str) -> OverrideError:
    return line.fault(
        "unknown-command",
        f"'{path}' is not followed by a command",
        len(line.words),
        hint=f"{path} run IMAGE or {path} create IMAGE starts a container",
        stage="request",
    )


def _unknown_command(line: CommandLine, position: int, path: str) -> OverrideError:
    word = line.words[position]
    close = nearest(word, (*COMMANDS, GROUP))
    meant = f"did you mean {path} {close}?" if close else f"{path} run and {path} create do"
    return line.fault(
        "unknown-command",
        f"'{path} {word}' starts no container from an image",
        position,
        hint=meant,
        stage="request",
    )
