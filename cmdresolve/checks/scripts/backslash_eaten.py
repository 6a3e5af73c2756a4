"""A backslash in a text that Compose takes away or makes a control character of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_BACKSLASH = pattern(r"\\[A-Za-z0-9.*+?()\[\]{}|^-]")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at texts whose words a shell would read otherwise."""
    argv = subject.argv or ()
    for site in subject.sites:
        if site.form != "split" or site.key is None or not _BACKSLASH.search(site.words[0]):
            continue
        script = read_script(site.words[0])
        if script is None or script.operators or len(script.commands) != 1:
            continue
        meant = tuple(x.value for x in script.tokens)
        now = argv[site.at : site.at + site.count]
        if len(meant) != len(now) or meant == now or "$" in site.words[0]:
            continue
        if all(a == b or "\\" not in a for a, b in zip(meant, now, strict=True)):
            continue
        change = site.rewritten(meant)
        promised = (*argv[: site.at], *meant, *argv[site.at + site.count :])
        mends = () if change is None else (Proposal(*change, argv=promised),)
        yield Draft(
            f"a backslash in {site.name} does not reach the program: Compose takes it for an "
            "escape of its own, and differently from 5.1.4 on; a list keeps it",
            site.origin,
            mends,
        )


RULE = Rule(
    code="backslash-eaten",
    summary="Compose removes a backslash from a string, or makes a tab or line end of it.",
    why="In a text a backslash escapes the next character even inside double quotes; from Compose "
    "5.1.4 on \\t and \\n are a tab and a line end. A list is not split.",
    bad='command: grep -r "a\\.b" /srv',
    good='command: ["grep", "-r", "a\\\\.b", "/srv"]',
    severity="warning",
    find=find,
)
