"""The ``-c`` of a shell that stands before the image, where docker takes it for its own.

Source: docker/cli v28.5.2 cli/command/container/opts.go, addFlags (cpu-shares);
`starters.command_line` has the flags of each version.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.checks.writing.line import written
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SCRIPT_FOLLOWS = pattern(r"-[elx]*c")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at a line that is refused, and whose entrypoint is a shell."""
    error, line = subject.error, subject.inputs.line
    if error is None or error.stage != "create" or len(line) < 4:  # noqa: PLR2004 - run, -c, a script, an image
        return
    shells = [word.removeprefix("--entrypoint=") for word in line if "--entrypoint" in word]
    shells += [b for a, b in pairwise(line) if a == "--entrypoint"]
    at = next((n for n, word in enumerate(line) if _SCRIPT_FOLLOWS.fullmatch(word)), None)
    if at is None or not any(map(is_shell, shells)) or at + 2 >= len(line):
        return
    option, script, *after = line[at:]
    # The image is the last word, or the first one behind the script.
    moved = [
        (*line[:at], *after[: n + 1], option, script, *after[n + 1 :]) for n in range(len(after))
    ]
    yield Draft(
        f"{option} before the image is an option of {line[0]}; the entrypoint's arguments go "
        "after the image",
        None,
        tuple(Proposal(*written(words)) for words in moved[:1]),
        source=error.source,
        span=error.span,
    )


RULE = Rule(
    code="script-before-image",
    summary="The -c for a shell given as entrypoint is before the image.",
    why="--entrypoint takes one word; its arguments go after the image. Before it -c is "
    "docker's own --cpu-shares.",
    bad="docker run --entrypoint bash -c 'ls' img",
    good="docker run --entrypoint bash img -c 'ls'",
    severity="error",
    find=find,
    of_refusals="only",
)
