"""An ENTRYPOINT that clears the CMD of its base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import (
    init_words,
    is_interpreter,
    is_mere_shell,
    is_shell,
    is_usual_program,
    runs_what_it_gets,
)
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InDockerfile, InImage
from cmdresolve.model.quoting import exec_form
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.finding import Severity
    from cmdresolve.model.trace import Dropped

# Programs that read a file and are no interpreters of scripts.
_STARTS_FILES = frozenset("dotnet java mono".split())
# What wrappers are called.
_WRAPPER = pattern(
    r"wrap|entry|init|start|launch|boot|^run|setup|prepare|^pre|wait|secret|exec|\.(?:ba)?sh$"
)
_TOOL = pattern(r"(?:ctl|cli|dump|dumpall|restore|bench|admin|check)$")
# So many letters in front make programs of one family: mysqldump and mysqld.
_SHARED = 4


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what the build dropped, and whether this stage said it again."""
    image = subject.image
    if image is None or image.cmd:
        return
    trace = trace_of(image)
    lost = [x for x in trace.dropped if x.rule == "entrypoint-clears-cmd" and x.words]
    replaced = [x.words for x in trace.dropped if x.field == "Entrypoint" and x.words]
    refused = subject.error is not None
    severity: Severity | None = "error" if refused else None
    # A base that starts a shell or an interpreter by itself says nothing of this image's program.
    if not lost or (is_mere_shell(lost[-1].words) and not refused):
        return
    written = subject.set_by.get("Entrypoint")
    if written is not None and not refused:
        words = written[1].words
        # A script never reads a CMD.
        wants = (
            None
            if words is None
            else _wants(words, lost[-1].words, replaced[-1] if replaced else ())
        )
        if wants is None:
            return
        severity = wants
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
        f"ENTRYPOINT{at} clears the CMD {_whose(lost[-1])}; to keep it, repeat it in this stage",
        place,
        tuple(_mends(subject, place, lost[-1].words)),
        severity=severity,
    )


def _wants(
    words: tuple[str, ...], lost: tuple[str, ...], replaced: tuple[str, ...]
) -> Severity | None:
    """Say how grave it is that an entrypoint starts without a CMD; None where it wants none.

    `replaced` is the base's own entrypoint. A wrapper starts the words it gets. A program of its
    own does not, and least of all those that the base has for another: its options, or a server
    beside a client.
    """
    if any(base_name(word) == base_name(lost[0]) for word in words):
        # What is named again is not lost.
        return None
    if replaced and words[-len(replaced) :] == replaced:
        return "warning"
    if lost[0].startswith("-"):
        return "warning" if runs_what_it_gets(words[-1]) else None
    own = words[init_words(words) :]
    if not own or words[-1] == "--":
        return "warning"
    program, *rest = own
    if is_interpreter(program) or is_shell(program) or base_name(program) in _STARTS_FILES:
        file = next((word for word in rest if not word.startswith("-")), "")
        return "warning" if file and _may_wrap(file) else None
    if _may_wrap(program):
        return "warning"
    if _is_tool(base_name(program), base_name(lost[0])):
        return None
    return "info" if rest else "warning"


def _may_wrap(path: str) -> bool:
    return runs_what_it_gets(path) or _WRAPPER.search(base_name(path)) is not None


def _is_tool(name: str, lost: str) -> bool:
    """Say whether a program is one that everybody knows, or stands beside the one that is lost."""
    if is_usual_program(name) or _TOOL.search(name):
        return True
    shared = next((n for n, (a, b) in enumerate(zip(name, lost, strict=False)) if a != b), None)
    return shared is None or shared >= _SHARED


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
    summary="ENTRYPOINT clears the CMD that the base brings, and this stage does not repeat it.",
    why="A stage that sets ENTRYPOINT and no CMD of its own starts without the base's CMD, as "
    "of moby/moby#35027. It is not reported if the lost CMD is only a shell or an "
    "interpreter.",
    bad='FROM nginx\nENTRYPOINT ["/wrapper"]',
    good='FROM nginx\nENTRYPOINT ["/wrapper"]\nCMD ["nginx", "-g", "daemon off;"]',
    severity="warning",
    find=find,
    of_refusals="too",
)
