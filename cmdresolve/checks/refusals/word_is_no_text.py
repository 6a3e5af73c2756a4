"""A number or a truth value among the words of a YAML file, which must be texts.

Source: kubernetes v1.34 staging/src/k8s.io/api/core/v1/types.go, Container.Command and Args;
compose-go v2.9.1 schema/compose-spec.json, command.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_KEYS = frozenset({"command", "args", "entrypoint"})


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the list that is refused."""
    error = subject.error
    if error is None or error.code not in ("manifest-type", "schema") or not error.span:
        return
    if error.source is None:
        return
    from cmdresolve.checks.writing.yaml import key_at  # noqa: PLC0415 - for YAML only

    key = key_at(error.source, error.span, _KEYS)
    items = None if key is None else key.items
    if key is None or items is None:
        return
    written = error.source.text[error.span.start : error.span.end]
    if not written or written not in items:
        return
    yield Draft(
        f"{written} in {key.name} is not a string without quotes, and each word has to be one",
        None,
        (Proposal(*key.with_words(items)),),
        source=error.source,
        span=error.span,
    )


RULE = Rule(
    code="word-is-no-text",
    summary="A word of a list in YAML is a number, true, false or null, and must be a string.",
    why="To YAML 80, true and null are not strings, and Kubernetes and Compose refuse them as "
    "words: `cannot unmarshal number into … of type string`.",
    bad="args: [--port, 80]",
    good='args: ["--port", "80"]',
    severity="error",
    find=find,
    of_refusals="only",
)
