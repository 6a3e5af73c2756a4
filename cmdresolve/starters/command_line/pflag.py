"""The flag grammar that docker and podman share: spf13/pflag, found by spf13/cobra.

Source: spf13/pflag v1.0.5 and v1.0.6 flag.go (parseArgs, parseLongArg, parseSingleShortArg),
which differ in nothing a word can show; spf13/cobra v1.9.1 command.go (Traverse); recorded
``parse_cases``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.go_text import quote
from cmdresolve.model.record import NamedTuple
from cmdresolve.starters.command_line.line import CommandLine

#: The message where a flag asks for the usage text and no container is made.
HELP = "the command line asks for help, so no container is made"

_NEEDED = 2


@frozen
class Flag:
    """A flag that a command has.

    Attributes:
        name: its long name, without dashes.
        letter: its short name, or an empty text.
        check: raises `FlagValueError` for a text that it refuses; None takes any text.
        is_bool: whether it means ``true`` without ``=``, and never takes the next word as its
            value (pflag's NoOptDefVal).
        is_single: whether it may be given only once.
    """

    name: str
    letter: str = ""
    check: Callable[[str], object] | None = None
    is_bool: bool = False
    is_single: bool = False

    @property
    def label(self) -> str:
        """The flag as errors name it, such as ``-t, --tty``."""
        return f"-{self.letter}, --{self.name}" if self.letter else f"--{self.name}"


@frozen
class FlagSet:
    """The flags that one command takes.

    Attributes:
        flags: by long name.
        letters: by short name.
        aliases: other long names, to the name they stand for.
    """

    flags: Mapping[str, Flag]
    letters: Mapping[str, Flag]
    aliases: Mapping[str, str]

    def find(self, name: str) -> Flag | None:
        """Return the flag of a long name."""
        return self.flags.get(self.aliases.get(name, name))


def flag_set(flags: Iterable[Flag], aliases: Mapping[str, str] | None = None) -> FlagSet:
    """Make a set of flags; of two with one name the later counts."""
    by_name = {flag.name: flag for flag in flags}
    letters = {flag.letter: flag for flag in by_name.values() if flag.letter}
    return FlagSet(by_name, letters, aliases or {})


class FlagUse(NamedTuple):
    """A flag as given.

    Attributes:
        name: the flag's long name.
        value: its text.
        position: the word that names it.
        value_position: the word that holds its value; the same word but where the next was taken.
    """

    name: str
    value: str
    position: int
    value_position: int


def parse(
    line: CommandLine,
    start: int,
    flags: FlagSet,
    *,
    interspersed: bool = False,
    end: int | None = None,
    into: list[FlagUse] | None = None,
) -> tuple[list[FlagUse], list[int]]:
    """Read flags from the word at `start` on.

    Args:
        line: the words.
        start: where to begin.
        flags: the flags that are known.
        interspersed: whether flags may follow operands, as for a command with sub-commands.
        end: where to stop, by default at the last word.
        into: a list to append the flags to as they are read, for callers that want those before
            a faulty one.

    Returns:
        The flags in order, and the positions of the operands. Without `interspersed` the first
        operand ends the flags, and every later word is an operand, whatever it looks like.

    Raises:
        OverrideError: a word is faulty; the first one, with pflag's message.
    """
    reader = _Reader(line, flags, len(line.words) if end is None else end)
    if into is not None:
        reader.uses = into
    return reader.uses, reader.read(start, interspersed=interspersed)


class _Reader:
    """One pass over the words; `uses` grows as flags are read."""

    __slots__ = ("end", "flags", "line", "uses")

    def __init__(self, line: CommandLine, flags: FlagSet, end: int) -> None:
        self.line = line
        self.flags = flags
        self.end = end
        self.uses: list[FlagUse] = []

    def read(self, position: int, *, interspersed: bool) -> list[int]:
        operands: list[int] = []
        while position < self.end:
            word = self.line.words[position]
            if len(word) < _NEEDED or word[0] != "-":
                if not interspersed:
                    operands += range(position, self.end)
                    break
                operands.append(position)
                position += 1
            elif word == "--":
                operands += range(position + 1, self.end)
                break
            elif word[1] == "-":
                position = self.long(word, position)
            else:
                position = self.cluster(word, position)
        return operands

    def long(self, word: str, position: int) -> int:
        if word[2] in "-=":
            raise self.line.fault("flag-syntax", f"bad flag syntax: {word}", position)
        name, equals, value = word[2:].partition("=")
        flag = self.flags.find(name)
        if flag is None:
            hint = _did_you_mean(name, self.flags)
            message = f"unknown flag: --{name}"
            raise self.line.fault("unknown-flag", message, position, hint=hint)
        if equals:
            return self.take(flag, value, position, position)
        if flag.is_bool:
            return self.take(flag, "true", position, position)
        return self.take_next(flag, position, word)

    def cluster(self, word: str, position: int) -> int:
        """Read ``-abc`` letter by letter, and return the position of the next word to read."""
        pos, end = 1, len(word)
        # pflag drops the rest of a cluster that begins with "test.", so that a Go test binary can
        # have its flags (parseSingleShortArg); also in the middle, as in -ttest.v.
        while pos < end and not word.startswith("test.", pos):
            flag = self.flags.letters.get(word[pos])
            if flag is None:
                raise self.unknown_letter(position, word[pos:])
            after = pos + 1
            # Without a value behind it, "=" is not an assignment: -t= reads "=" as the next letter.
            if end - after >= _NEEDED and word[after] == "=":
                return self.take(flag, word[after + 1 :], position, position)
            if flag.is_bool:
                self.take(flag, "true", position, position)
                pos = after
            elif after < end:
                return self.take(flag, word[after:], position, position)
            else:
                rest = word[pos:]
                return self.take_next(flag, position, f"{_rune(rest)} in -{rest}")
        return position + 1

    def take_next(self, flag: Flag, position: int, what: str) -> int:
        if position + 1 == self.end:
            message = f"flag needs an argument: {what}"
            raise self.line.fault("flag-needs-argument", message, position)
        return self.take(flag, self.line.words[position + 1], position, position + 1)

    def take(self, flag: Flag, value: str, position: int, value_position: int) -> int:
        try:
            self.check(flag, value, value_position)
        except FlagValueError as fault:
            raise self.line.fault(
                "flag-value",
                f'invalid argument {quote(value)} for "{flag.label}" flag: {fault}',
                value_position,
                hint=self.why_this_value(flag, position, value_position),
            ) from None
        self.uses.append(FlagUse(flag.name, value, position, value_position))
        return value_position + 1

    def check(self, flag: Flag, value: str, value_position: int) -> None:
        if flag.is_single and any(use.name == flag.name for use in self.uses):
            raise FlagValueError(f"specify only one -{flag.letter}")
        if flag.check is not None and value_position not in self.line.expanding:
            flag.check(value)

    def why_this_value(self, flag: Flag, position: int, value_position: int) -> str | None:
        """Return a hint for a refused value that was probably not meant as a value, or None."""
        if value_position > position:
            if self.line.words[value_position].startswith("-"):
                return f"--{flag.name} takes the next word as its value, whatever it looks like"
            return None
        return self.two_dashes(position)

    def two_dashes(self, position: int) -> str | None:
        """Return a hint for a long name after a single dash, or None."""
        name = long_name_after_one_dash(self.line.words[position], self.flags)
        return None if name is None else f"a long name takes two dashes: --{name}"

    def unknown_letter(self, position: int, rest: str) -> OverrideError:
        if rest[0] == "h":
            return self.line.fault("help", HELP, position)
        hint = self.two_dashes(position)
        if hint is None and rest[0] == "=":
            hint = "=VALUE after a letter needs a value behind the ="
        message = f"unknown shorthand flag: {_rune(rest)} in -{rest}"
        return self.line.fault("unknown-shorthand", message, position, hint=hint)


def long_name_after_one_dash(word: str, flags: FlagSet) -> str | None:
    """Return the long name that ``-entrypoint`` or ``-entrypoint=x`` was meant to be, if any."""
    if word.startswith("--"):
        return None
    name = word[1:].partition("=")[0]
    flag = flags.find(name) if len(name) > 1 else None
    return None if flag is None else name


def _rune(rest: str) -> str:
    """Quote the first letter as pflag's ``%q`` does, which formats one byte as a rune."""
    character = chr(rest[0].encode("utf-8", "surrogateescape")[0])
    return "'\\''" if character == "'" else f"'{quote(character)[1:-1]}'".replace('\\"', '"')


def _did_you_mean(name: str, flags: FlagSet) -> str | None:
    close = nearest(name, (*flags.flags, *flags.aliases))
    return None if close is None else f"did you mean --{close}?"


def traverse(
    line: CommandLine, start: int, flags: FlagSet, commands: Iterable[str]
) -> tuple[list[FlagUse], int, bool]:
    """Find the sub-command as cobra's Traverse does, which guesses which words are flags' values.

    It takes the word after an unknown flag for its value, so a sub-command can hide there.

    Returns:
        The flags before the sub-command, its position and True; or no flags, the position of
        the first word that is neither flag nor value nor sub-command, and False.

    Raises:
        OverrideError: one of the flags before the sub-command is wrong.
    """
    in_flag = False
    for position in range(start, len(line.words)):
        word = line.words[position]
        if word.startswith("--") and "=" not in word:
            flag = flags.find(word[2:])
            in_flag = flag is None or not flag.is_bool
        elif _may_take_next(word, flags):
            in_flag = True
        elif in_flag:
            in_flag = False
        elif word.startswith("-") and len(word) >= _NEEDED:
            continue
        elif word in commands:
            return parse(line, start, flags, interspersed=True, end=position)[0], position, True
        else:
            return [], position, False
    return [], len(line.words), False


def _may_take_next(word: str, flags: FlagSet) -> bool:
    """Say whether a word is ``-x`` and cobra's Traverse takes the next word for its value.

    A letter of several bytes is none to it: Traverse wants ``len(arg) == 2``, counted in bytes.
    """
    if len(word) != _NEEDED or word[0] != "-" or word[1] == "=" or not word.isascii():
        return False
    flag = flags.letters.get(word[1])
    return flag is None or not flag.is_bool
