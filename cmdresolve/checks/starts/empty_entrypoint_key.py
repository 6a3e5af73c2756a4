"""An empty Entrypoint= of a Quadlet unit, which this version of Podman does not pass on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

CODE = "empty-entrypoint-key"
_KEY = pattern(r"^[ \t]*(Entrypoint[ \t]*=[ \t]*)(?=\r?$)", re.MULTILINE)
_INSTEAD = "PodmanArgs=--entrypoint="


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what the reader of the unit says, and for the key in it."""
    message = next((note.text for note in subject.notes if note.code == CODE), None)
    unit = None if subject.asked is None else subject.asked.unit
    if message is None or unit is None:
        return
    found = list(_KEY.finditer(unit.text))
    if not found:
        return
    start, end = found[-1].span(1)
    edit = Edit(unit.name, start, end, _INSTEAD)
    yield Draft(message, None, (Proposal(_INSTEAD, (edit,)),), source=unit, span=Span(start, end))


RULE = Rule(
    code=CODE,
    summary="An empty Entrypoint= of a Quadlet unit clears nothing in this version of Podman.",
    why="Quadlet passes an empty key on since Podman 5.8; before, the image's ENTRYPOINT stays "
    "in front of Exec=. PodmanArgs= passes the option on unchanged in every version.",
    bad="Entrypoint=",
    good="PodmanArgs=--entrypoint=",
    severity="warning",
    find=find,
)
