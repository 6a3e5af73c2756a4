"""A command that was meant to be the process, and became arguments of the image's entrypoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import (
    LOOKING,
    init_words,
    is_interpreter,
    is_shell,
    runs_what_it_gets,
)
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.origin import InDockerfile, InImage
from cmdresolve.model.quoting import clip, printable, shell_line

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_ENDLESS = (("sleep", "infinity"), ("sleep", "inf"), ("tail", "-f"), ("tail", "-F"))


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what is given at start behind an entrypoint of the image."""
    parts = subject.sites
    if len(parts) != 2:  # noqa: PLR2004 - an entrypoint and arguments
        return
    entrypoint, given = parts
    argv = subject.argv or ()
    head, words = argv[: given.at], argv[given.at :]
    program = main_program(head)
    if (
        given.role != "args"
        or not isinstance(entrypoint.origin, InImage | InDockerfile)
        or program is None
        or is_shell(program)
        or not _is_command(words)
    ):
        return
    yield Draft(
        f"{shell_line([clip(x, _SHOWN) for x in words[:3]])} in {given.name} is not a command of "
        f"its own: the image's ENTRYPOINT {printable(clip(program, _SHOWN))} gets it as arguments",
        subject.words[given.at].origin,
        tuple(_mends(given, argv, words)),
    )


def main_program(head: tuple[str, ...]) -> str | None:
    """Return the program of an entrypoint that gets the words; None where it starts them itself."""
    words = head[init_words(head) :]
    if not words or runs_what_it_gets(words[0]) or "-c" in words or words[-1] == "--":
        return None
    return words[0]


def _is_command(words: tuple[str, ...]) -> bool:
    if is_shell(words[0]):
        return len(words) == 1 or words[1].startswith("-")
    if is_interpreter(words[0]):
        return words[1:2] in (("-c",), ("-e",), ("-m",), ("--version",), ("-V",))
    return words[:2] in _ENDLESS or words[0] in LOOKING


def _mends(given: Site, argv: tuple[str, ...], words: tuple[str, ...]) -> Iterator[Proposal]:
    if given.line is not None:
        value, rest = (words[0], words[1:]) if is_shell(words[0]) else ("", words)
        yield Proposal(*given.line.with_entrypoint(value, rest), argv=words)
    elif given.key is not None:
        name = "command" if given.pod else "entrypoint"
        yield Proposal(*given.key.with_words(raw_words(given, argv), name), argv=words)


RULE = Rule(
    code="command-is-arguments",
    summary="A shell or a usual command is given at start behind an ENTRYPOINT that gets it as "
    "arguments.",
    why="What follows the image's name replaces CMD only: ENTRYPOINT stays in front of it. "
    "--entrypoint, or command in a manifest, replaces ENTRYPOINT.",
    bad="docker run -it img bash",
    good="docker run -it --entrypoint bash img",
    severity="warning",
    find=find,
)
