"""What the readers of command lines, Compose files and manifests say of how they read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.model.finding import Severity


def find(code: str, subject: Subject) -> Iterator[Draft]:
    """Pass on the notes of one code."""
    for note in subject.notes:
        if note.code == code:
            yield Draft(note.text, note.origin)


def _rule(code: str, severity: Severity, *texts: str) -> Rule:
    summary, why, bad, good = texts
    return Rule(code, summary, why, bad, good, severity, partial(find, code))


_ALL = (
    _rule(
        "one-dash",
        "warning",
        "A long option was written with one dash, and read as a cluster of short ones.",
        "One dash begins letters: -entrypoint is -e with the value ntrypoint.",
        "docker run -entrypoint sh img",
        "docker run --entrypoint sh img",
    ),
    _rule(
        "entrypoint-repeated",
        "warning",
        "Of several --entrypoint the last counts.",
        "The option takes one program; its arguments go after the image.",
        "docker run --entrypoint sh --entrypoint -c img",
        "docker run --entrypoint sh img -c",
    ),
    _rule(
        "init-left-out",
        "info",
        "--init does nothing where the container shares another's processes.",
        "The container has no PID 1 of its own, which the init would have to be.",
        "docker run --init --pid host img",
        "docker run --pid host img",
    ),
    _rule(
        "empty-is-absent",
        "info",
        "An empty command or args of a manifest counts as absent.",
        "Kubernetes cannot tell an empty list from an absent one, so the image's words are used.",
        "command: []",
        "# nothing: the image's ENTRYPOINT is used",
    ),
    _rule(
        "unset-variable",
        "info",
        "A variable in the Compose file is not set, and is replaced with nothing.",
        "Compose warns of it and goes on; the word is empty, or gone if it was part of a string.",
        "command: serve --port ${PORT}",
        "command: serve --port ${PORT:-80}",
    ),
    _rule(
        "other-files",
        "info",
        "COMPOSE_FILE names other files than the given one.",
        "docker compose reads those that COMPOSE_FILE names where no -f is given.",
        "COMPOSE_FILE=prod.yaml  # cmdresolve compose.yaml web",
        "cmdresolve prod.yaml web",
    ),
    _rule(
        "field-case",
        "warning",
        "A field of a container differs from a known one only in case.",
        "Names of fields are case-sensitive; an unknown one is ignored.",
        "Command: [sh]",
        "command: [sh]",
    ),
)

#: Each of them by its code.
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _ALL})
