"""Two dollars in a Pod's script, of which one is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the scripts of Pods as they are written."""
    found = subject.shell
    if found is None or not subject.is_pod:
        return
    site = subject.site_of(found.after - 1)
    if site is None or site.key is None or site.form != "list" or len(site.words) != site.count:
        return
    place = found.after - 1 - site.at
    raw = site.words[place]
    if "$$" not in raw.replace("$$$$", "").replace("$$(", ""):
        return
    change = site.rewritten([*site.words[:place], _doubled(raw), *site.words[place + 1 :]])
    argv = subject.argv or ()
    promised = (*argv[: found.after - 1], _single(raw), *argv[found.after :])
    mends = () if change is None else (Proposal(*change, argv=promised, safe=True),)
    yield Draft(
        f"$$ in {site.name} is one dollar by the time the shell reads its script; $$$$ makes two",
        subject.words[found.after - 1].origin,
        mends,
    )


def _doubled(raw: str) -> str:
    """Double each pair of dollars that stands for one, $$( and four left as they are."""
    parts = raw.split("$$$$")
    return "$$$$".join(_of_part(part) for part in parts)


def _of_part(part: str) -> str:
    pieces = part.split("$$")
    return "".join(
        piece + ("" if n + 1 == len(pieces) else "$$" if pieces[n + 1][:1] == "(" else "$$$$")
        for n, piece in enumerate(pieces)
    )


def _single(raw: str) -> str:
    return _doubled(raw).replace("$$", "$")


RULE = Rule(
    code="dollars-in-script",
    summary="Two dollars in a Pod's script reach its shell as one.",
    why="Kubernetes makes one dollar of two before anything else: the number of the process, $$, "
    "is $ when the shell reads it.",
    bad='command: ["sh", "-c", "kill $$"]',
    good='command: ["sh", "-c", "kill $$$$"]',
    severity="warning",
    find=find,
)
