"""The proof of a mend: it is applied, the question is asked again, and the answer must be right."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from cmdresolve.checks.images import no_shell_in_image
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.model.command import base_name
from cmdresolve.model.finding import Finding, Mend
from cmdresolve.resolving.shell_script import read_shell
from cmdresolve.resolving.shell_syntax import Script, read_script

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


#: How many characters all proofs of one check may read; one of YAML counts as several. An ordinary
#: file needs a tenth of this. For a file of more than half of it no mend is tried.
_MOST_READ = 100_000
_OF_YAML = 4


class Proofs:
    """The budget for the proofs of one check; findings after it is used up have no mends."""

    def __init__(self, subject: Subject) -> None:
        """Make the budget of a subject."""
        self._subject = subject
        self._left = _MOST_READ

    @cached_property
    def _each(self) -> int:
        subject = self._subject
        yaml = () if subject.asked is None else subject.asked.files
        each = sum(map(len, subject.texts.values())) + sum(map(len, subject.inputs.line))
        return each + (_OF_YAML - 1) * sum(len(source.text) for source in yaml)

    @cached_property
    def may_begin_any(self) -> bool:
        """Whether the subject is short enough for any mend to be tried."""
        return 2 * self._each <= _MOST_READ

    def may_begin(self) -> bool:
        """Say whether one more mend may be tried, and count it."""
        if not self.may_begin_any:
            return False
        self._left -= self._each
        return self._left >= 0


def finding(rule: Rule, draft: Draft, subject: Subject, before: int, proofs: Proofs) -> Finding:
    """Return the finding of a draft, with those of its mends that are proved.

    Args:
        rule: the rule.
        draft: the draft.
        subject: the subject.
        before: how many drafts the rule made of the subject.
        proofs: the budget for proofs.
    """
    mends: list[Mend] = []
    for proposal in draft.mends:
        mend = proved(proposal, rule, subject, before) if proofs.may_begin() else None
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


def proved(proposal: Proposal, rule: Rule, subject: Subject, before: int) -> Mend | None:
    """Apply a proposal and ask again; return the mend, or None if the proposal does not hold.

    The changed start must be accepted and start what the proposal promises, the rule must find less
    in it than before, and it must not need a shell that the image is known to lack.
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
    if sum(1 for _ in rule.find(after)) >= before:
        return None
    if _lacks_its_shell(after) and not _lacks_its_shell(subject):
        return None
    return Mend(
        proposal.text, proposal.edits, proposal.line, proposal.image, argv, safe=proposal.safe
    )


def _lacks_its_shell(subject: Subject) -> bool:
    """Say whether a subject starts a shell that its image is known to lack."""
    argv, shells = subject.argv, subject.known_shells
    if subject.dockerfile is not None or not argv or shells is None:
        return any(no_shell_in_image.find(subject))
    return is_shell(argv[0]) and base_name(argv[0]) not in shells


def _keeps(before: tuple[str, ...] | None, after: tuple[str, ...]) -> bool:
    """Say whether scripts kept what only a shell does.

    Each expansion, operator and builtin of the scripts before must be in one of those after.
    """
    was = [] if before is None else _scripts(before)
    now = _scripts(after)
    for script in was:
        if script is None:
            # It could not be parsed, so nothing is demanded of it.
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
    """Return the scripts of all shells among words; None for a script that cannot be parsed."""
    found: list[Script | None] = []
    for place in range(len(argv)):
        shell = read_shell(argv[place:])
        if shell is not None:
            found.append(read_script(shell.script))
    return found
