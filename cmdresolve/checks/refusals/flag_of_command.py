"""A word of CMD or ENTRYPOINT that begins like a flag of the instruction.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/split_command.go,
extractBuilderFlags; frontend/dockerfile/instructions/bflag.go, Parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.writing import dockerfile
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import clip, printable
from cmdresolve.model.source import Span
from cmdresolve.resolving.shell_syntax import read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_SHOWN = 40
_LINE = pattern(r"\s*(CMD|ENTRYPOINT)\s+(--\S.*?)\s*", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Draft]:
    """Look at the line that is refused."""
    fault = refused_line(subject, "unknown-flag")
    match = None if fault is None else _LINE.fullmatch(fault.line)
    if fault is None or match is None:
        return
    script = read_script(match[2])
    plain = script is not None and len(script.commands) == 1 and not script.operators
    mends: tuple[Proposal, ...] = ()
    if script is not None and plain and not script.expansions:
        words = tuple(token.value for token in script.tokens)
        change = dockerfile.exec_form(fault.source, fault.span, match[1].upper(), words)
        mends = (Proposal(*change),)
    word = match[2].split()[0]
    flag = printable(clip(word, _SHOWN))
    yield Draft(
        f"{match[1].upper()} takes no flags, and {flag} is read as one; in exec form it is a word",
        None,
        mends,
        source=fault.source,
        span=Span(fault.start + match.start(2), fault.start + match.start(2) + len(word)),
    )


RULE = Rule(
    code="flag-of-command",
    summary="A word of CMD or ENTRYPOINT begins with two dashes, and is read as a flag.",
    why="Words with two dashes right after a keyword are flags of the instruction, and CMD and "
    "ENTRYPOINT have none: the build stops. In exec form they are words.",
    bad="CMD --port 80",
    good='CMD ["--port", "80"]',
    severity="error",
    find=find,
    of_refusals="only",
)
