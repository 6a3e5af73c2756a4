"""A variable that Compose replaces by nothing, though the container has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell, runs_what_it_gets
from cmdresolve.checks.variables.names import VARIABLE
from cmdresolve.checks.words.splitting import cut
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InYaml
from cmdresolve.model.quoting import script_word
from cmdresolve.resolving.shell_syntax import ALSO_PROGRAMS, BUILTINS

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.checks.writing.yaml import Key

_CODE = "container-variable"
_KEYS = frozenset({"command", "entrypoint"})
# A name in braces, nothing behind it, and nothing after it that would belong to a bare name.
_BRACED = pattern(r"\$\{([A-Za-z_]\w*)\}(?!\w)")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what Compose warns of."""
    for note in subject.notes:
        if note.code != _CODE:
            continue
        mends: tuple[Proposal, ...] = ()
        if isinstance(note.origin, InYaml):
            from cmdresolve.checks.writing.yaml import key_at  # noqa: PLC0415 - for YAML only

            key = key_at(note.origin.source, note.origin.span, _KEYS)
            if key is not None:
                mends = tuple(_mends(subject, key))
        # One with a default has that for a value.
        empty = any(x.code == "unset-variable" for x in subject.notes)
        yield Draft(note.text, note.origin, mends, severity=None if empty else "info")


def _mends(subject: Subject, key: Key) -> Iterator[Proposal]:
    """Let a shell in the container read the variables: quoted, and as they are written."""
    answer, text = subject.supposed, key.text
    head = () if answer is None or not isinstance(answer.head, tuple) else answer.head
    before = head if key.name == "command" else ()
    meant = None if text is None else cut(text)
    given = key.items if text is None else None if meant is None else meant.words
    if not given or (before and not runs_what_it_gets(before[0])):
        return
    if is_shell(given[0]):
        # A shell reads it already: the dollar is all that is missing.
        doubled = tuple(map(_doubled, given))
        promised = (*before, *(word.replace("$$", "$") for word in doubled))
        yield Proposal(*key.with_words(doubled), argv=promised)
        return
    words = [script_word(_doubled(word)) for word in given]
    own = given[0] in BUILTINS or given[0] in ALSO_PROGRAMS
    scripts = [" ".join(words) if own else "exec " + " ".join(words)]
    if text is not None:
        scripts.append(_doubled(text.strip()))
    for script in scripts[::-1] if own else scripts:
        change = key.with_words(["sh", "-c", script])
        yield Proposal(*change, argv=(*before, "sh", "-c", script.replace("$$", "$")))


def _doubled(text: str) -> str:
    return VARIABLE.sub(lambda found: "$" + found[0], _BRACED.sub(r"$\1", text))


RULE = Rule(
    code=_CODE,
    summary="Compose replaces a variable with nothing, because only the container has it.",
    why="Compose replaces variables in the file from its own environment and .env; environment "
    "and env_file set those of the container, which a shell in it can read.",
    bad="command: serve --port ${PORT}\nenvironment: {PORT: 80}",
    good='command: ["sh", "-c", "exec serve --port \\"$$PORT\\""]\nenvironment: {PORT: 80}',
    severity="warning",
    find=find,
)
