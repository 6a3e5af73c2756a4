"""A shell that gets options of a program as its script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.quoting import clip, printable
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what stands behind a ``-c`` that ends its list."""
    argv, parts = subject.argv or (), subject.sites
    if len(parts) != 2 or not is_shell(argv[0]):  # noqa: PLR2004 - an entrypoint and what is behind it
        return
    at = parts[1].at
    if not argv[at - 1].startswith("-") or not argv[at - 1].endswith("c") or argv[at][:1] != "-":
        return
    yield Draft(
        f"{printable(argv[0])} gets {printable(clip(argv[at], _SHOWN))} in place of its script, "
        "which is an option without a program: what is given at start replaces the whole script",
        subject.words[at].origin,
        tuple(_mends(subject)),
    )


def _mends(subject: Subject) -> Iterator[Proposal]:
    """Make the program of CMD's script the entrypoint, and its options the CMD."""
    parts = subject.sites
    head, tail = subject.set_by.get("Entrypoint"), subject.set_by.get("Cmd")
    if head is None or tail is None or parts[-1].role != "args":
        return
    if head[1].words is None or tail[1].words is None or len(tail[1].words) != 1:
        return
    script = read_script(tail[1].words[0])
    words = None if script is None else script.words
    if words is None:
        return
    first = dockerfile.exec_form(head[0].source, head[1].span, "ENTRYPOINT", words[:1])
    second = dockerfile.exec_form(tail[0].source, tail[1].span, "CMD", words[1:])
    argv = subject.argv or ()
    yield Proposal(*(first + second), argv=(words[0], *argv[parts[-1].at :]), keeps=False)


RULE = Rule(
    code="script-is-an-option",
    summary="A shell's script is an option, because what was given at start replaced the program.",
    why='With ENTRYPOINT ["sh", "-c"] the program stands in CMD, and words given at start replace '
    "it; the program belongs into ENTRYPOINT.",
    bad='ENTRYPOINT ["sh", "-c"]\nCMD ["/app --fast"]  # docker run img --slow',
    good='ENTRYPOINT ["/app"]\nCMD ["--fast"]',
    severity="error",
    find=find,
)
