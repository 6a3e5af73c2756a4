"""The command line's grammar: which words are ours, what is asked about, what is passed on.

Our options may stand before and after the FILE; every other word after it is a run argument, and
``--`` ends our options. A command that starts with ``docker`` or ``podman`` is taken as it is.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    Options: TypeAlias = SimpleNamespace | Namespace

#: Option, kind (``value``, ``list`` or ``flag``), what its value is called, help.
OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("--target", "value", "STAGE", "build this stage of the Dockerfile"),
    ("--build-arg", "list", "NAME=VALUE", "a build argument"),
    ("--base", "list", "REF=FILE", "describe an image that FROM names: a config or a Dockerfile"),
    ("--platform", "value", "OS/ARCH", "build for this platform"),
    ("--builder", "list", "NAME@VERSION", "who builds the Dockerfile"),
    ("--image-config", "value", "FILE", "the image is the one this config describes"),
    ("--image", "value", "REF", "ask the local docker or podman for the image"),
    ("--file", "value", "FILE", "the image is the one built from this Dockerfile"),
    ("--engine", "list", "NAME@VERSION", "who starts the container"),
    ("--entrypoint", "value", "TEXT", "an entrypoint given at start"),
    ("--init", "flag", "", "start under the engine's init"),
    ("--format", "choice", "FORMAT", "how to print it"),
    ("--color", "choice", "WHEN", "whether to colour it"),
    ("--porcelain", "flag", "", "one line per word, for programs: PLACE, argv[N], WORD"),
    ("--exit-code", "flag", "", "exit 1 where the two part"),
    ("--form", "choice", "FORM", "the nine cells of today, or the twelve of before 2022-09"),
)
_KINDS = {name: kind for name, kind, _, _ in OPTIONS}
_HELP = frozenset({"-h", "--help", "--version"})
_ENGINES = frozenset({"docker", "podman"})
_SOURCES = frozenset({"--image", "--image-config", "--file"})
_CHOICES = {"--color": ("auto", "always", "never"), "--form": ("nine", "twelve")}

_USAGES = {
    "explain": "%(prog)s [OPTIONS] FILE [ARGUMENTS]\n       "
    "%(prog)s [OPTIONS] compose.yaml SERVICE [ARGUMENTS]\n       "
    "%(prog)s [OPTIONS] manifest.yaml CONTAINER\n       "
    "%(prog)s [OPTIONS] docker run …\n       "
    "%(prog)s VERB …, a verb being resolve, matrix, dialects, batch or diff",
    "resolve": "%(prog)s [OPTIONS] FILE [ARGUMENTS]",
    "matrix": "%(prog)s [OPTIONS] [FILE]",
    "dialects": "%(prog)s [OPTIONS]",
    "batch": "%(prog)s < REQUESTS",
    "diff": "%(prog)s --engine A --engine B [OPTIONS] FILE [ARGUMENTS]\n       "
    "%(prog)s --builder A --builder B [OPTIONS] FILE [ARGUMENTS]",
}
_ABOUTS = {
    "explain": "What process will this container start, and why?",
    "resolve": "Print the argv of the first process as one JSON line.",
    "matrix": "Print the documented matrix of CMD and ENTRYPOINT, with what really starts.",
    "dialects": "Print the engines and builders that are known.",
    "batch": "Answer requests, one JSON object a line, on standard output.",
    "diff": "Say where two engines or builders part on one input, and why.",
}
_MORE = """\
FILE is a Dockerfile, a directory with one, what `docker image inspect` prints, or -
for standard input. Words after it are run arguments; -- ends our own options.
Exit status: 0 answered, 1 the engine would refuse, 2 bad usage or input, 3 cannot know."""


class Words(NamedTuple):
    """A command line, sorted.

    Attributes:
        own: our options with their values.
        operand: the FILE, or None.
        command: the words of a ``docker run …``, empty when there is none.
        arguments: the run arguments.
        late: our options that stand between run arguments.
    """

    own: list[str]
    operand: str | None
    command: list[str]
    arguments: list[str]
    late: list[str]


def sort_words(words: Sequence[str]) -> Words:
    """Sort the words after the verb."""
    own: list[str] = []
    arguments: list[str] = []
    late: list[str] = []
    operand: str | None = None
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        name, equals, _ = word.partition("=")
        if word == "--":
            rest = list(words[place:])
            if operand is None and rest and not _has_source(own):
                operand = rest.pop(0)
            return Words(own, operand, [], arguments + rest, late)
        if name in _KINDS or word in _HELP:
            own.append(word)
            if arguments:
                late.append(name)
            if not equals and _KINDS.get(name, "flag") != "flag" and place < len(words):
                own.append(words[place])
                place += 1
        elif operand is None and not arguments and word in _ENGINES:
            return Words(own, None, list(words[place - 1 :]), [], [])
        elif (
            operand is None
            and word.startswith("-")
            and word != "-"
            and not arguments
            and not _has_source(own)
        ):
            # An option we do not know, before anything is asked about: argparse refuses it.
            own.append(word)
        elif operand is None and not _has_source(own):
            operand = word
        else:
            arguments.append(word)
    return Words(own, operand, [], arguments, late)


def read_options(
    verb: str, words: Sequence[str], names: Iterable[str], formats: Sequence[str]
) -> Options:
    """Read a verb's own options; argparse prints help and refuses what is wrong.

    Options without fault are read off the table: to load argparse takes as long as the answer.
    """
    plain = _read_plain(words, names, formats)
    return options_parser(verb, names, formats).parse_args(words) if plain is None else plain


def _read_plain(
    words: Sequence[str], names: Iterable[str], formats: Sequence[str]
) -> SimpleNamespace | None:
    wanted = {*names, *(("--format",) if formats else ())}
    choices = {name: formats if name == "--format" else _CHOICES.get(name, ()) for name in wanted}
    values: dict[str, Any] = {
        name: False if _KINDS[name] == "flag" else next(iter(choices[name]), None)
        for name in wanted
    }
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in wanted or (equals and _KINDS[name] == "flag"):
            return None
        if _KINDS[name] == "flag":
            values[name] = True
            continue
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        if choices[name] and value not in choices[name]:
            return None
        values[name] = [*(values[name] or ()), value] if _KINDS[name] == "list" else value
    return SimpleNamespace(
        **{name.removeprefix("--").replace("-", "_"): value for name, value in values.items()}
    )


def options_parser(verb: str, names: Iterable[str], formats: Sequence[str]) -> ArgumentParser:
    """Make the parser of a verb's own options.

    Args:
        verb: the verb.
        names: the options it has, of `OPTIONS`.
        formats: the formats it prints, the default first; empty when it has one only.
    """
    import argparse  # noqa: PLC0415 - sorting words needs none

    from cmdresolve import __version__  # noqa: PLC0415 - same

    parser = argparse.ArgumentParser(
        prog="cmdresolve" if verb == "explain" else f"cmdresolve {verb}",
        usage=_USAGES[verb],
        description=_ABOUTS[verb],
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"cmdresolve {__version__}")
    wanted = {*names, *(("--format",) if formats else ())}
    for name, kind, metavar, told in OPTIONS:
        if name not in wanted:
            continue
        if kind == "flag":
            parser.add_argument(name, action="store_true", help=told)
        elif kind == "list":
            parser.add_argument(name, action="append", metavar=metavar, help=told)
        else:
            choices = formats if name == "--format" else _CHOICES.get(name)
            parser.add_argument(
                name,
                choices=choices,
                default=choices[0] if choices else None,
                metavar=None if choices else metavar,
                help=told,
            )
    return parser


def is_own_option(name: str) -> bool:
    """Say whether a flag is one of ours."""
    return name in _KINDS


def _has_source(own: Sequence[str]) -> bool:
    return any(word.partition("=")[0] in _SOURCES for word in own)
