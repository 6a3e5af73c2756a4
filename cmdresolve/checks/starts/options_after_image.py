"""Options of docker or podman that stand behind the image, where they are the command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.sites import Site
from cmdresolve.checks.writing.line import RunLine, run_line, written
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.quoting import clip, printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# What is hardly an option of any other program.
_SURELY_OURS = (
    (pattern(r"-v|--volume|--mount"), pattern(r"[\w./~$-]*:/.*|type=.*")),
    (pattern(r"-p|--publish"), pattern(r"(?:[\d.]+:)?\d+:\d+(?:/\w+)?")),
    (pattern(r"--rm|-it|-ti|-itd|-dit"), None),
    (pattern(r"--name|--network|--restart|--env-file|--entrypoint"), pattern(r"[^-].*")),
    (pattern(r"-e|--env"), pattern(r"[A-Z_][A-Z0-9_]*=.*")),
    (pattern(r"(?:--volume|--publish|--name|--network|--restart|--entrypoint)=.+"), None),
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the words behind the image."""
    given = next((x for x in subject.sites if x.role == "args"), None)
    argv = subject.argv or ()
    if given is None or given.line is None or not argv[given.at].startswith("-"):
        return
    words = given.line.arguments
    if given.at and not _are_surely_ours(words):
        return
    first = argv[given.at]
    what = "the program" if not given.at else "an argument of the image's ENTRYPOINT"
    yield Draft(
        f"options end at the image: {printable(clip(first, _SHOWN))} after it is {what}",
        subject.words[given.at].origin,
        tuple(_mends(subject, given, given.line, words)),
        severity="error" if not given.at else "warning",
    )


def _are_surely_ours(words: tuple[str, ...]) -> bool:
    name, value = words[0], words[1] if len(words) > 1 else ""
    return any(
        flag.fullmatch(name) and (wanted is None or wanted.fullmatch(value))
        for flag, wanted in _SURELY_OURS
    )


def _mends(
    subject: Subject, given: Site, line: RunLine, words: tuple[str, ...]
) -> Iterator[Proposal]:
    moved = _moved(line, words, subject.engine_key)
    sure = _are_surely_ours(words)
    if moved is not None and (sure or not given.at):
        yield Proposal(*written(moved))
    image = subject.image
    cmd = None if image is None else image.cmd
    # Of words behind a file nobody knows whether they were meant for the program at all.
    typed = isinstance(given.origin, InCommandLine) and given.origin.program != "run"
    if not given.at and not sure and typed and isinstance(cmd, tuple) and cmd:
        # The options are those of the program that CMD names.
        yield Proposal(*line.with_arguments((*cmd, *words)), argv=(*cmd, *words))


def _moved(line: RunLine, words: tuple[str, ...], engine: str | None) -> tuple[str, ...] | None:
    """Put as many words in front of the image as the program takes for its own there."""
    for count in range(len(words), 0, -1):
        moved = (*line.options, *words[:count], line.image, *words[count:])
        found = run_line(moved, engine)
        if found is not None and found.image_at == len(line.options) + count:
            return moved
    return None


RULE = Rule(
    code="options-after-image",
    summary="Options of docker or podman are after the image, where they are the command.",
    why="Everything after the image's name replaces CMD: `-v` becomes the program, or an "
    "argument of ENTRYPOINT.",
    bad="docker run img -v /srv/a:/b",
    good="docker run -v /srv/a:/b img",
    severity="error",
    find=find,
)
