"""Several lines of commands in a text that Compose splits into words of one command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell, runs_what_it_gets, shell_for
from cmdresolve.model.quoting import printable
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at texts with a line end between words."""
    argv = subject.argv or ()
    for site in subject.sites:
        if site.form != "split" or site.key is None or is_shell(argv[site.at]):
            continue
        text = site.words[0]
        script = read_script(text.strip())
        if script is None or "\n" not in script.operators or len(script.commands) < 2:  # noqa: PLR2004 - two lines
            continue
        second = next(x for x in script.commands if x.before == "\n")
        if second.program.startswith("-") or not second.program:
            # The command goes on: its options stand on lines of their own.
            continue
        head = argv[: site.at]
        if head and not runs_what_it_gets(head[0]):
            continue
        shell = shell_for(text)
        change = site.rewritten([shell, "-c", text])
        mends = () if change is None else (Proposal(*change, starts=(*head, shell, "-c")),)
        yield Draft(
            f"the lines of {site.name} are words of one command: no shell runs them, and "
            f"{printable(argv[site.at])} gets {printable(second.program)} as an argument",
            site.origin,
            mends,
        )


RULE = Rule(
    code="lines-without-shell",
    summary="A string of several commands, one a line, is one command to Compose.",
    why="A line end is a blank to Compose's splitter: the second line becomes arguments of the "
    "first.",
    bad="command: |\n  apk add curl\n  curl -V",
    good='command: ["sh", "-c", "apk add curl\\ncurl -V\\n"]',
    severity="error",
    find=find,
)
