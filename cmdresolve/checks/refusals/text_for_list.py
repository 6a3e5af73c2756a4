"""A text in a manifest where a list of words is wanted.

Source: kubernetes v1.34 staging/src/k8s.io/api/core/v1/types.go, Container.Command and Args, which
are lists of strings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.words.splitting import cut

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.checks.writing.yaml import Key

_KEYS = frozenset({"command", "args"})


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the key that is refused."""
    error = subject.error
    if error is None or error.code != "manifest-type" or error.source is None or not error.span:
        return
    from cmdresolve.checks.writing.yaml import key_at  # noqa: PLC0415 - for YAML only

    key = key_at(error.source, error.span, _KEYS)
    if key is None or key.text is None:
        return
    yield Draft(
        f"{key.name} is a string and has to be a list of words: it is not split, and no shell "
        "runs it",
        None,
        tuple(_mends(key, key.text)),
        source=error.source,
        span=error.span,
    )


def _mends(key: Key, text: str) -> Iterator[Proposal]:
    from cmdresolve.checks.writing.yaml import sibling  # noqa: PLC0415 - for YAML only

    command = sibling(key, "command") if key.name == "args" else None
    before = None if command is None else command.items
    if before and before[-1] == "-c":
        # The shell is named already: the text is its script.
        yield Proposal(*key.with_words([text]))
        return
    meant = cut(text, pod=True)
    one_line = "\n" not in text.strip()
    if meant is not None and not meant.needs_shell and one_line:
        yield Proposal(*key.with_words(meant.words))
    elif key.name == "command":
        yield Proposal(*key.with_words(["sh", "-c", text]))
    elif before is None and meant is not None and not meant.needs_shell:
        yield Proposal(*key.with_words(meant.words))


RULE = Rule(
    code="text-for-list",
    summary="command or args of a manifest is a string, and must be a list.",
    why="Kubernetes does not split strings and runs no shell: each item of the list is one word.",
    bad="command: ./serve --fast",
    good='command: ["./serve", "--fast"]',
    severity="error",
    find=find,
    of_refusals="only",
)
