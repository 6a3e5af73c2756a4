"""A shell-form CMD that an exec-form ENTRYPOINT gets as its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.instructions.array_is_shell_form import faults
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_interpreter, is_shell, runs_what_it_gets
from cmdresolve.checks.sites import Site
from cmdresolve.model.command import base_name
from cmdresolve.model.origin import InDockerfile
from cmdresolve.model.quoting import clip, printable
from cmdresolve.resolving.shell_script import read_shell
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
# Names of programs as well as of scripts that start what they get.
_MAY_BE_ITSELF = frozenset(("run", "init"))


def find(subject: Subject) -> Iterator[Draft]:
    """Look at a CMD in shell form behind an ENTRYPOINT that starts no such thing."""
    parts = subject.sites
    if len(parts) != 2 or faults(subject):  # noqa: PLR2004 - an entrypoint and a cmd
        return
    entrypoint, cmd = parts
    argv = subject.argv or ()
    if cmd.role != "cmd" or cmd.form != "shell" or not cmd.words[0]:
        return
    head = argv[: cmd.at]
    wrapper = argv[cmd.at : cmd.at + cmd.count - 1]
    if is_shell(head[0]):
        yield from _behind_shell(subject, head, cmd, wrapper)
    elif "--" not in head and not any(map(runs_what_it_gets, head[1:])):
        wraps = runs_what_it_gets(head[0])
        if not wraps or base_name(head[0]) in _MAY_BE_ITSELF:
            yield from _behind_program(head, entrypoint, cmd, wrapper, may_wrap=wraps)


def _behind_program(
    head: tuple[str, ...],
    entrypoint: Site,
    cmd: Site,
    wrapper: tuple[str, ...],
    *,
    may_wrap: bool,
) -> Iterator[Draft]:
    script = read_script(cmd.words[0])
    plain = None if script is None else script.words
    if (
        plain is not None
        and base_name(plain[0]) == base_name(head[0])
        and plain[1 : len(head)] == head[1:]
    ):
        # The entrypoint is named again, as somebody does who takes CMD for the whole.
        plain = plain[len(head) :]
    change = None if plain is None else cmd.rewritten(plain)
    mends: tuple[Proposal, ...] = ()
    # What the entrypoint of a base does with its words, its own author knows; an interpreter reads
    # the first as a file.
    own = isinstance(entrypoint.origin, InDockerfile) or is_interpreter(head[0])
    if change is not None and plain is not None and own:
        mends = (Proposal(*change, argv=head + plain, safe=not may_wrap),)
    yield Draft(
        f"CMD is shell form, so {printable(clip(head[0], _SHOWN))} gets "
        f"{', '.join(map(printable, wrapper))} and its text as {len(wrapper) + 1} arguments; a "
        "shell runs only if the entrypoint starts one of them",
        cmd.origin,
        mends,
        severity=None if own and not may_wrap else "info",
    )


def _behind_shell(
    subject: Subject, head: tuple[str, ...], cmd: Site, wrapper: tuple[str, ...]
) -> Iterator[Draft]:
    """Tell of a shell that gets a shell: as its script, or as a file to read."""
    argv = subject.argv or ()
    found = read_shell(argv)
    if found is not None and found.after <= cmd.at:
        # The entrypoint has its own script.
        return
    text = cmd.words[0]
    if found is not None:
        change, promised = cmd.rewritten([text]), (*head, text)
        effect = f"runs {printable(wrapper[0])} alone and never reads its text"
    else:
        change, promised = cmd.rewritten(["-c", text]), (*head, "-c", text)
        effect = f"reads the file {printable(wrapper[0])} as a script"
    mends = () if change is None else (Proposal(*change, argv=promised),)
    yield Draft(
        f"CMD is shell form, and the entrypoint is a shell already: {printable(head[0])} {effect}",
        cmd.origin,
        mends,
        severity="error",
    )


RULE = Rule(
    code="shell-cmd-is-arguments",
    summary="A CMD in shell form is handed to an exec-form ENTRYPOINT as a shell, -c and a text.",
    why="Beside an exec-form ENTRYPOINT no shell runs CMD: its three words become arguments. "
    "Programs that start what they get (tini, gosu, entrypoint scripts) are not reported.",
    bad='ENTRYPOINT ["curl"]\nCMD http://example.com --fail',
    good='ENTRYPOINT ["curl"]\nCMD ["http://example.com", "--fail"]',
    severity="warning",
    find=find,
)
