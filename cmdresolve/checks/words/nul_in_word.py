"""A word with a NUL byte, which ends a word of argv for the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.model.quoting import clip, json_word

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40


def find(subject: Subject) -> Iterator[Draft]:
    """Look at every word of argv."""
    for word in () if subject.resolution is None else subject.resolution.words:
        if "\0" in word.value:
            yield Draft(
                f"{json_word(clip(word.value, _SHOWN))} has a NUL byte, which cannot be passed "
                "to a program: the container is created, and its process ends at once with 255",
                word.origin,
            )


RULE = Rule(
    code="nul-in-word",
    summary="A word holds a NUL byte.",
    # Seen on Docker 28.5 (runc 1.3: invalid argument).
    why="A NUL ends a word for the kernel, so execve is never called with one in it.",
    bad='CMD ["serve\\u0000"]',
    good='CMD ["serve"]',
    severity="error",
    find=find,
)
