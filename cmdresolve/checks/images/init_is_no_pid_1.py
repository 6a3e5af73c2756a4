"""An init that must be PID 1, and that a shell starts as its child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_whole_init
from cmdresolve.model.quoting import printable
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the program that a script is for."""
    found = subject.shell
    script = None if found is None else read_script(found.script)
    if found is None or script is None or not script.commands:
        return
    first = script.commands[-1]
    if not is_whole_init(first.program):
        return
    site = subject.site_of(found.after - 1)
    words = script.words
    change = None if site is None or words is None or found.positional else site.rewritten(words)
    mends: tuple[Proposal, ...] = ()
    if change is not None and words is not None:
        mends = (Proposal(*change, argv=words, safe=True),)
    yield Draft(
        f"{printable(first.program)} must be PID 1, and {printable(found.program)} starts it as "
        "its child",
        subject.words[found.after - 1].origin,
        mends,
    )


RULE = Rule(
    code="init-is-no-pid-1",
    summary="An init that must be PID 1 is started by a shell.",
    why="systemd and s6's /init refuse to run as a child, and dash stays their parent unless "
    "the script says exec.",
    bad="CMD /sbin/init",
    good='CMD ["/sbin/init"]',
    severity="warning",
    find=find,
)
