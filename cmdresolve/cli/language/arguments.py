"""The command line's grammar: own options, the FILE, and the words to pass on.

Options may be before and after the FILE; every other word after it is a run argument, and
``--`` ends the options. A line for another program, ``sudo docker run …``, is taken as it
is.
"""

from __future__ import annotations

from types import SimpleNamespace

from cmdresolve.cli.language.options import BY_NAME, HELP, SHORT, SOURCES, VERB, VERSION
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    Options: TypeAlias = SimpleNamespace


class UsageError(CmdResolveError):
    """The command line is wrong (stage ``request``)."""


class LateOption(NamedTuple):
    """An option of cmdresolve after the first run argument.

    Attributes:
        name: the option.
        value: its value, or an empty text.
        before: how many run arguments are before it.
    """

    name: str
    value: str
    before: int


class SortedWords(NamedTuple):
    """A command line, sorted.

    Attributes:
        own: the options of cmdresolve with their values.
        operand: the FILE, or None.
        command: the words of a line for another program, empty when there is none.
        arguments: the run arguments.
        late: options of cmdresolve after a run argument.
        plain: the run arguments before any ``--``.
        page: the first of ``--help``, ``-h`` and ``--version``, or None. It is no option's value.
    """

    own: list[str]
    operand: str | None
    command: list[str]
    arguments: list[str]
    late: list[LateOption]
    plain: list[str]
    page: str | None = None


def sort_words(
    words: Sequence[str],
    is_input: Callable[[str], bool] = lambda _: False,
    *,
    verb: str = "explain",
) -> SortedWords:
    """Sort the words after the verb.

    Args:
        words: the words.
        is_input: says whether a word names a file that can be given as FILE: one with
            a Dockerfile, a Compose file or a manifest.
        verb: the verb; options of other verbs are not options here.
    """
    known = VERB[verb].option_names
    own: list[str] = []
    found = SortedWords(own, None, [], [], [], [])
    arguments, late, plain = found.arguments, found.late, found.plain
    operand: str | None = None
    page: str | None = None
    has_source = False
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        # After the FILE a short name such as -t or -v is the container's program's.
        if operand is None and not arguments:
            word = SHORT.get(word, word)
        name, equals, value = word.partition("=")
        is_first = operand is None and not arguments
        if word == "--":
            rest = list(words[place:])
            if is_first and rest and not has_source:
                operand = rest.pop(0)
            arguments += rest
            break
        if word in HELP or word == VERSION:
            page = page or word
        elif name in known:
            takes_next = BY_NAME[name].kind != "flag" and not equals
            following = words[place : place + takes_next]
            own += [word, *following]
            place += len(following)
            has_source = has_source or name in SOURCES
            # It may be meant for the program in the container, so it is noted (`inputs.notes`).
            if arguments:
                late.append(LateOption(name, "".join((value, *following)), len(arguments)))
        elif not is_first:
            arguments.append(word)
            plain.append(word)
        elif _starts_line(words[place - 1 :], is_input, has_image=has_source):
            return found._replace(command=list(words[place - 1 :]), page=page)
        elif word.startswith("-") and word != "-":
            # An unknown option before the FILE is an error.
            own.append(word)
            has_source = has_source or name in SOURCES
        # With an option that names the image the first word is a run argument, unless it names an
        # input, which is then the FILE.
        elif not has_source or is_input(word):
            operand = word
        else:
            arguments.append(word)
            plain.append(word)
    return found._replace(operand=operand, page=page)


def _starts_line(words: Sequence[str], is_input: Callable[[str], bool], *, has_image: bool) -> bool:
    """Say whether words are a command line of another program; a lone word may name a file."""
    if len(words) == 1 and is_input(words[0]):
        return False
    from cmdresolve.starters.command_line.programs import is_line  # noqa: PLC0415 - see there

    return is_line(words, has_image=has_image)


def read_options(verb: str, words: Sequence[str]) -> Options:
    """Parse the options of a verb.

    Raises:
        UsageError: an option is unknown or not the verb's, has no value, or a wrong one.
    """
    record = VERB[verb]
    wanted = record.option_names
    values: dict[str, Any] = {}
    for name in wanted:
        option = BY_NAME[name]
        choices = record.formats if name == "--format" else option.choices
        first = next(iter(choices), None) if option.kind == "choice" else None
        values[name] = False if option.kind == "flag" else first
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in wanted:
            raise _unknown(verb, name, words)
        known = BY_NAME[name]
        if known.kind == "flag":
            if equals:
                hint = f"write {name} alone, or leave it out"
                raise UsageError(f"{name} takes no value", code="bad-usage", hint=hint)
            values[name] = True
            continue
        text = value if equals else next(rest, None)
        if text is None:
            raise UsageError(
                f"{name} needs a value",
                code="bad-usage",
                hint=f"write {name} {known.metavar}: {known.about}",
            )
        choices = record.formats if name == "--format" else known.choices
        if choices and text not in choices:
            from cmdresolve.model.did_you_mean import guess  # noqa: PLC0415 - for errors

            raise UsageError(
                f"{name} {text}: not one of its values",
                code="bad-usage",
                hint=guess(text, choices) + "one of " + ", ".join(choices),
            )
        values[name] = [*(values[name] or ()), text] if known.kind == "list" else text
    return SimpleNamespace(
        **{name.removeprefix("--").replace("-", "_"): value for name, value in values.items()}
    )


def format_named(verb: str, words: Sequence[str]) -> str | None:
    """Return the last value of ``--format`` among the options of a verb, or None.

    It is needed for errors, those of the options included, so nothing is checked here.
    """
    found = None
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in VERB[verb].option_names or BY_NAME[name].kind == "flag":
            continue
        text = value if equals else next(rest, None)
        found = text if name == "--format" else found
    return found


def _unknown(verb: str, name: str, words: Sequence[str]) -> UsageError:
    called = "cmdresolve" if verb == "explain" else f"cmdresolve {verb}"
    if not name.startswith("-"):
        hint = f"see cmdresolve help {verb}"
        return UsageError(f"{name}: {called} takes no words", code="bad-usage", hint=hint)
    close, others = nearest_option(name, verb), verbs_with(name)
    if others:
        hint = f"{name} is an option of {others}"
    elif close is not None:
        hint = f"did you mean {close}?"
    elif any(word.partition("=")[0] in SOURCES for word in words):
        hint = "an option of the program in the container goes after a --"
    else:
        hint = f"see cmdresolve help {verb}"
    return UsageError(f"{name} is not an option of {called}", code="unknown-option", hint=hint)


def nearest_option(name: str, verb: str = "explain") -> str | None:
    """Return the option of a verb that a misspelt one was meant to be, if any."""
    from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - for errors

    known = VERB[verb].option_names
    bare = nearest(name.lstrip("-"), [option.removeprefix("--") for option in known])
    return None if bare is None else f"--{bare}"


def verbs_with(name: str) -> str:
    """Return the names of the verbs that take an option, or an empty text."""
    named = [verb.name for verb in VERB.values() if name in verb.option_names]
    most = ", ".join(named[:-1])
    return (
        f"cmdresolve {most} and {named[-1]}" if most else "".join(f"cmdresolve {x}" for x in named)
    )


def leading_options(verb: str, words: Sequence[str]) -> int:
    """Return how many leading words are options of a verb and their values."""
    place = 0
    while place < len(words):
        name, equals, _ = words[place].partition("=")
        if name not in VERB[verb].option_names:
            break
        place += 1 if equals or BY_NAME[name].kind == "flag" else 2
    return min(place, len(words))


def is_own_option(name: str) -> bool:
    """Say whether a flag is an option of cmdresolve."""
    return name in BY_NAME
