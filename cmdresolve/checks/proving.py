"""The proof of a mend: it is made, asked about again, and must start what it promises."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Finding, Mend
from cmdresolve.resolving.shell_script import read_shell
from cmdresolve.resolving.shell_syntax import Script, read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


def finding(rule: Rule, draft: Draft, subject: Subject) -> Finding:
    """Make a finding of what a rule found, with those of its mends that hold."""
    mends: list[Mend] = []
    for proposal in draft.mends:
        mend = proved(proposal, rule, subject)
        if mend is not None and all(mend.text != other.text for other in mends):
            mends.append(mend)
    only = len(mends) == 1 and subject.is_certain and not subject.is_looked_up
    found = Finding(
        rule.code,
        draft.severity or rule.severity,
        draft.message,
        draft.origin,
        mends=tuple(evolve(mend, safe=mend.safe and only) for mend in mends),
        why=rule.why,
    )
    return found if draft.source is None else evolve(found, source=draft.source, span=draft.span)


def proved(proposal: Proposal, rule: Rule, subject: Subject) -> Mend | None:
    """Make a mend and ask again; return None where it does not hold.

    It must be accepted, start what it promises, and leave nothing that the same rule finds at what
    was not found before.
    """
    if not (proposal.edits or proposal.image) and proposal.line is None:
        return None
    try:
        after = subject.again(proposal.edits, proposal.line, proposal.image)
    except KeyError:
        return None
    argv = after.argv
    if after.error is not None or argv is None:
        return None
    if proposal.argv is not None and argv != proposal.argv:
        return None
    if proposal.starts and (
        argv[: len(proposal.starts)] != proposal.starts or len(argv) != len(proposal.starts) + 1
    ):
        return None
    if proposal.needs_no and any(proposal.needs_no in word for word in argv):
        return None
    if proposal.keeps and not _keeps(subject.argv, argv):
        return None
    before = sum(1 for _ in rule.find(subject))
    if sum(1 for _ in rule.find(after)) >= before:
        return None
    return Mend(
        proposal.text, proposal.edits, proposal.line, proposal.image, argv, safe=proposal.safe
    )


def _keeps(before: tuple[str, ...] | None, after: tuple[str, ...]) -> bool:
    """Say whether the scripts of a start have kept what only a shell does.

    Each expansion, operator and builtin of the scripts before must be in one of those after.
    """
    was = [] if before is None else _scripts(before)
    now = _scripts(after)
    for script in was:
        if script is None:
            # Nobody here can tell what it does.
            continue
        needed = Counter((*script.expansions, *script.operators, *script.builtins))
        had = Counter(
            x
            for other in now
            if other is not None
            for x in (*other.expansions, *other.operators, *other.builtins)
        )
        if needed - had:
            return False
    return True


def _scripts(argv: tuple[str, ...]) -> list[Script | None]:
    """Read the scripts among words: that of a shell in front, and of one that is started by it."""
    found: list[Script | None] = []
    for place in range(len(argv)):
        shell = read_shell(argv[place:])
        if shell is not None:
            found.append(read_script(shell.script))
    return found
