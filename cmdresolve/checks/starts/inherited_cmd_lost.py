"""An ENTRYPOINT that clears the CMD of its base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import base, is_mere_shell
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.origin import InDockerfile, InImage
from cmdresolve.model.quoting import exec_form
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.trace import Dropped


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what the build dropped, and whether this stage said it again."""
    image = subject.image
    if image is None or image.cmd:
        return
    trace = trace_of(image)
    lost = [x for x in trace.dropped if x.rule == "entrypoint-clears-cmd" and x.words]
    refused = subject.error is not None
    # A base that starts a shell or an interpreter by itself says nothing of this image's program.
    if not lost or (is_mere_shell(lost[-1].words) and not refused):
        return
    written = subject.set_by.get("Entrypoint")
    if written is not None and not refused:
        words = written[1].words
        # A script never reads a CMD, and what is named again is not lost.
        if words is None or any(base(word) == base(lost[-1].words[0]) for word in words):
            return
    place = None if written is None else written[0]
    if place is None:
        place = next(
            (
                x.origin
                for x in reversed(trace.steps)
                if x.rule == "entrypoint-clears-cmd" and isinstance(x.origin, InDockerfile)
            ),
            None,
        )
    at = "" if place is None else f" at {place.source.name}:{place.line}"
    yield Draft(
        f"ENTRYPOINT{at} clears the CMD {_whose(lost[-1])}; to keep it, say it again in this stage",
        place,
        tuple(_mends(subject, place, lost[-1].words)),
        severity="error" if refused else None,
    )


def _mends(
    subject: Subject, place: InDockerfile | None, words: tuple[str, ...]
) -> Iterator[Proposal]:
    if place is None or place.trigger is not None:
        return
    change = dockerfile.after(place.source, place.instruction, f"CMD {exec_form(words)}")
    argv = subject.argv
    yield Proposal(*change, argv=words if argv is None else (*argv, *words))


def _whose(item: Dropped) -> str:
    first = item.origins[0] if item.origins else None
    if isinstance(first, InDockerfile):
        return f"that its base has from {first.source.name}:{first.line}"
    if isinstance(first, InImage) and first.image is not None:
        return f"that {first.image} brings"
    return "that the base brings"


RULE = Rule(
    code="inherited-cmd-lost",
    summary="ENTRYPOINT clears the CMD that the base brings, and this stage does not say it again.",
    why="A stage that sets ENTRYPOINT and no CMD of its own starts without the base's CMD, as of "
    "moby/moby#35027. Nothing is told where the CMD that is lost is a mere shell or interpreter.",
    bad='FROM nginx\nENTRYPOINT ["/wrapper"]',
    good='FROM nginx\nENTRYPOINT ["/wrapper"]\nCMD ["nginx", "-g", "daemon off;"]',
    severity="warning",
    find=find,
    of_refusals="too",
)
