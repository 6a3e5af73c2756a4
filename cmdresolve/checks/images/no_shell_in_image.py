"""A shell that the image does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import printable
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Dockerfile, Instruction, Stage

# What may bring a shell into an image that starts from nothing.
_MAY_BRING = pattern(
    r"busybox|bin/(?:ba|da|a)?sh\b|rootfs|\.tar|\.tgz|\.txz|\.zst|toybox|(?:^|\s)/(?:bin|usr|usr/bin)?/?\s+/"
)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the first word where the image has no such shell."""
    argv = subject.argv
    if not argv or not is_shell(argv[0]):
        return
    parsed = subject.dockerfile
    if parsed is None:
        return
    whose = "an image that starts from nothing" if _has_none(parsed) else None
    whose = whose or _described_without(subject, parsed, base_name(argv[0]))
    site = subject.sites[0]
    if whose is None or site.instruction is None:
        return
    script = None if subject.shell is None else read_script(subject.shell.script)
    words = None if script is None else script.words
    rest = argv[site.at + site.count :]
    change = None if words is None else site.rewritten(words)
    mends: tuple[Proposal, ...] = ()
    if change is not None and words is not None:
        mends = (Proposal(*change, argv=(*words, *rest), safe=True),)
    form = f"{site.name} in shell form needs" if site.form == "shell" else f"{site.name} starts"
    yield Draft(
        f"{form} {printable(argv[0])}, and {whose} has none unless one is copied in",
        site.origin,
        mends,
    )


def _described_without(subject: Subject, parsed: Dockerfile, shell: str) -> str | None:
    """Return the base that is known to lack a shell; None where none is, or it may be added."""
    answer = subject.supposed
    if answer is None or not answer.bases or not parsed.stages:
        return None
    basis = answer.bases[-1]
    shells = subject.known_shells
    if shells is None or shell in shells or (shell != "bash" and "sh" in shells):
        return None
    for stage in parsed.stages:
        for one in stage.instructions:
            if one.keyword == "RUN" and shell in one.args:
                return None
            if one.keyword in ("COPY", "ADD") and _MAY_BRING.search(one.args):
                return None
    return basis.reference


def _has_none(parsed: Dockerfile) -> bool:
    """Say whether the last stage starts from nothing, and brings nothing in that may be a shell."""
    stages = parsed.stages
    if not stages:
        return False
    called: dict[str | None, list[Stage]] = {}
    for one in stages:
        called.setdefault(one.name, []).append(one)
    stage = stages[-1]
    while stage.base != "scratch":
        if _brings(stage.instructions):
            return False
        # Each stage is one before the last, so that those behind it are done with.
        earlier = called.get(stage.base, [])
        while earlier and earlier[-1].index >= stage.index:
            earlier.pop()
        if not earlier:
            return False
        stage = earlier[-1]
    # An image that nothing is copied into is none that anybody starts.
    copies = any(one.keyword in ("COPY", "ADD") for one in stages[-1].instructions)
    return stage.base == "scratch" and copies and not _brings(stage.instructions)


def _brings(instructions: Iterable[Instruction]) -> bool:
    """Say whether instructions may bring a shell into the image; where RUN works, one is there."""
    return any(
        one.keyword == "RUN"
        or (
            one.keyword in ("COPY", "ADD")
            and (_MAY_BRING.search(one.args) or one.args.split()[:1] in (["."], ["/"]))
        )
        for one in instructions
    )


RULE = Rule(
    code="no-shell-in-image",
    summary="A script needs a shell that the image does not have.",
    why="Shell form starts /bin/sh, wherever the program itself is: in an image from scratch there "
    'is none, and the start fails with `exec: "/bin/sh": no such file or directory`.',
    bad="FROM scratch\nCOPY server /\nCMD /server --port 80",
    good='FROM scratch\nCOPY server /\nCMD ["/server", "--port", "80"]',
    severity="error",
    find=find,
)
