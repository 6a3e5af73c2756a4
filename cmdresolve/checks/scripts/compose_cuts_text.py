"""A text that Compose cuts at an operator of a shell, because no shell reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell, runs_what_it_gets, shell_for
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InYaml
from cmdresolve.model.quoting import clip, printable
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.checks.writing.yaml import Key

_SHOWN = 40
# An operator behind which nothing stands: nothing is lost with it.
_NOTHING = pattern(r"[\s;&]*")
_SCRIPT_FOLLOWS = pattern(r"-[a-z]*c[a-z]*")
_KEYS = frozenset({"command", "entrypoint"})


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what Compose threw away."""
    answer = subject.supposed
    if answer is None:
        return
    for item in answer.override.dropped:
        if item.rule != "compose-cuts-text" or _NOTHING.fullmatch(item.words[0]):
            continue
        origin = item.origins[0] if item.origins else None
        name = "--entrypoint"
        mends: tuple[Proposal, ...] = ()
        if isinstance(origin, InYaml):
            from cmdresolve.checks.writing.yaml import key_at  # noqa: PLC0415 - for YAML only

            key = key_at(origin.source, origin.span, _KEYS)
            name = origin.path
            mends = () if key is None else tuple(_mends(subject, key))
        yield Draft(
            f"Compose discards {printable(clip(item.words[0], _SHOWN))} of {name}: no shell runs "
            "the string, and an operator ends it",
            origin,
            mends,
        )


def _mends(subject: Subject, key: Key) -> Iterator[Proposal]:
    text = key.text
    if text is None:
        return
    script = text.strip() if "\n" not in text.strip() else text
    answer = subject.supposed
    head = () if answer is None or not isinstance(answer.head, tuple) else answer.head
    if key.name == "command" and head and is_shell(head[0]):
        if head[-1] == "-c":
            yield Proposal(*key.with_words([script]), starts=head)
        return
    if key.name == "command" and head and not runs_what_it_gets(head[0]):
        return
    before = head if key.name == "command" else ()
    own = _own_shell(script)
    if own is not None:
        yield Proposal(*key.with_words(own), starts=(*before, *own[:-1]))
        return
    shell = shell_for(script)
    yield Proposal(*key.with_words([shell, "-c", script]), starts=(*before, shell, "-c"))


def _own_shell(text: str) -> tuple[str, ...] | None:
    """Return the shell that a text starts, with all behind its ``-c`` as one script; or None."""
    read = read_script(text)
    words = read.commands[0].words if read is not None and read.commands else ()
    if not words or not is_shell(words[0].value) or words[0].start:
        return None
    place = next((n for n, word in enumerate(words) if n and word.value[:1] != "-"), 0)
    if not place or not _SCRIPT_FOLLOWS.fullmatch(words[place - 1].value):
        return None
    first, *rest = words[place:]
    alone = first.quoted and first.text[0] in "'\"" and not rest
    script = first.value + text[first.end :] if alone else text[first.start :]
    return (*(word.value for word in words[:place]), script)


RULE = Rule(
    code="compose-cuts-text",
    summary="Compose splits a string into words, and discards what follows an operator.",
    why="A command or entrypoint written as a string is split by go-shellwords, and never run "
    "by a shell: everything from an unquoted ; & | < or > on is silently lost.",
    bad="command: ./migrate && ./serve",
    good='command: ["sh", "-c", "./migrate && ./serve"]',
    severity="error",
    find=find,
)
