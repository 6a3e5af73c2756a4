"""A key of a manifest or Compose file that takes away what the image starts first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell, is_small_init, runs_what_it_gets
from cmdresolve.checks.sites import Site
from cmdresolve.checks.words.in_lists import raw_words
from cmdresolve.model.command import base_name
from cmdresolve.model.quoting import clip, shell_line

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at an entrypoint that a file gives in place of the image's."""
    answer = subject.supposed
    parts = subject.sites
    if answer is None or not parts or parts[0].role != "entrypoint" or parts[0].key is None:
        return
    site = parts[0]
    lost = [x for x in answer.dropped if x.rule == "entrypoint-given" and x.words]
    argv = subject.argv or ()
    if not lost or is_shell(argv[0]):
        return
    words = lost[-1].words
    options = argv[0].startswith("-")
    # The image's own program, named where its arguments were meant to be said.
    again = site.pod and runs_what_it_gets(words[-1]) and _names_again(subject, argv)
    if not (options or again or is_small_init(words[0])):
        return
    shown = shell_line([clip(x, _SHOWN) for x in words])
    if options:
        message = (
            f"{site.name} replaces the image's ENTRYPOINT {shown}, and {argv[0]} is not a program"
        )
    elif is_small_init(words[0]):
        message = f"{site.name} takes the image's init away: ENTRYPOINT {shown} is replaced"
    else:
        message = (
            f"{site.name} names the program of CMD, and the image's ENTRYPOINT {shown} is gone"
        )
    yield Draft(
        message,
        subject.words[0].origin,
        tuple(_mends(site, argv, words)),
        severity="error" if options else None,
    )


def _names_again(subject: Subject, argv: tuple[str, ...]) -> bool:
    cmd = None if subject.image is None else subject.image.cmd
    return isinstance(cmd, tuple) and bool(cmd) and base_name(cmd[0]) == base_name(argv[0])


def _mends(site: Site, argv: tuple[str, ...], entrypoint: tuple[str, ...]) -> Iterator[Proposal]:
    if site.key is None or site.count != len(argv):
        return
    change = site.key.with_words(raw_words(site, argv), "args" if site.pod else "command")
    yield Proposal(*change, argv=(*entrypoint, *argv))


RULE = Rule(
    code="key-takes-entrypoint-away",
    summary="A key that replaces ENTRYPOINT has arguments that were meant for it, or removes "
    "its init.",
    why="In Kubernetes command is ENTRYPOINT and args is CMD; in Compose entrypoint and command. "
    "The first drops both of the image, and with them an init such as tini.",
    bad='command: ["--verbose"]',
    good='args: ["--verbose"]',
    severity="info",
    find=find,
)
