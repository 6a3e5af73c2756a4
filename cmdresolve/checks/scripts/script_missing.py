"""A shell with ``-c``, and no script after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.rule import Draft, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.model.quoting import printable

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the last word of a shell."""
    argv = subject.argv or ()
    if len(argv) < 2 or not is_shell(argv[0]) or not subject.is_certain:  # noqa: PLR2004 - a shell and -c
        return
    last = argv[-1]
    options = all(word.startswith("-") for word in argv[1:])
    if options and last.endswith("c") and not last.startswith("--"):
        yield Draft(
            f"{printable(argv[0])} {printable(last)} has no script after it: the shell refuses to "
            "start until CMD or the start gives one",
            subject.words[-1].origin,
        )


RULE = Rule(
    code="script-missing",
    summary="A shell's -c has no script after it.",
    why="`sh -c` alone ends at once with `-c requires an argument`; a base's CMD is cleared by an "
    "ENTRYPOINT, so nothing may be left to be the script.",
    bad='ENTRYPOINT ["sh", "-c"]',
    good='ENTRYPOINT ["sh", "-c"]\nCMD ["exec serve"]',
    severity="error",
    find=find,
)
