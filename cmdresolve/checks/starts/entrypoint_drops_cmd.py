"""An entrypoint given at start, which drops the image's CMD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import (
    LOOKING,
    is_interpreter,
    is_mere_shell,
    is_shell,
    runs_what_it_gets,
)
from cmdresolve.checks.sites import Site
from cmdresolve.model.command import base_name
from cmdresolve.model.quoting import clip, shell_line, yaml_list

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 60
# Programs that are given as entrypoint to run alone.
_ALONE = LOOKING | {"true"}


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what a given entrypoint drops of the image."""
    answer = subject.supposed
    if answer is None or answer.given_args or not answer.given_entrypoint:
        return
    lost = [x for x in answer.dropped if x.rule == "entrypoint-drops-cmd"]
    if not lost or is_mere_shell(lost[-1].words):
        return
    parts = subject.sites
    site = parts[0] if parts else None
    program = answer.given_entrypoint[0]
    if site is None or is_shell(program) or is_interpreter(program):
        return
    if site.key is not None:
        yield from _of_key(subject, site, lost[-1].words)
    if site.line is None:
        return
    if base_name(program) in _ALONE or " " in program or program.startswith("["):
        return
    words = lost[-1].words
    yield Draft(
        f"{site.name} drops the image's CMD {shell_line([clip(x, _SHOWN) for x in words])}; to "
        "keep it, repeat it after the image",
        subject.words[0].origin,
        (Proposal(*site.line.with_arguments(words), argv=(*(subject.argv or ()), *words)),),
    )


def _of_key(subject: Subject, site: Site, words: tuple[str, ...]) -> Iterator[Draft]:
    """Look at a wrapper that a file puts in the place of the entrypoint, and that gets nothing."""
    argv = subject.argv or ()
    if site.key is None or site.count != 1 or not runs_what_it_gets(argv[0]):
        return
    name = "args" if site.pod else "command"
    change = site.key.beside(name, yaml_list(map(site.literal, words)))
    yield Draft(
        f"{site.name} drops the image's CMD {shell_line([clip(x, _SHOWN) for x in words])}; to "
        f"keep it, repeat it under {name}",
        subject.words[0].origin,
        (Proposal(*change, argv=(*argv, *words)),),
    )


RULE = Rule(
    code="entrypoint-drops-cmd",
    summary="An entrypoint given at start drops the CMD of the image.",
    why="CMD is taken for the arguments of the image's own ENTRYPOINT: another one starts "
    "without them. For a key of a file this is only reported if the program is a wrapper "
    "with nothing to start.",
    bad="docker run --entrypoint /wait store",
    good="docker run --entrypoint /wait store stored",
    severity="info",
    find=find,
)
