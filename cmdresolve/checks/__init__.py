"""Findings: what is wrong with a start, as rules with a code, a proof and a mend.

The ways in (`batch`, `cli`) may import it; a `Resolution` asks for it by `model.views`.
It imports the core and `starters`; it reads answers and refusals, and decides no word of argv.
The rules stand in `checks.registry`.
"""

from __future__ import annotations

from itertools import islice

from cmdresolve.checks.subject import Asked, Inputs, Subject
from cmdresolve.model.finding import SEVERITIES, Edit, Finding, Mend, Severity
from cmdresolve.resolving.resolution import Resolution

#: Of one rule no more are told: each mend of each is asked about again.
MOST_OF_A_RULE = 50

__all__ = [
    "SEVERITIES",
    "Asked",
    "Edit",
    "Finding",
    "Inputs",
    "Mend",
    "Severity",
    "Subject",
    "check",
]


def check(subject: Subject | Resolution) -> tuple[Finding, ...]:
    """Look for what is wrong with a start.

    Args:
        subject: the question with its answer or refusal; of a bare `Resolution` the files are not
            known, so that fewer mends can be proved.

    Returns:
        The findings, the gravest first; within a severity in the order of the rules.
    """
    if isinstance(subject, Resolution):
        subject = Subject.of_resolution(subject)
    from cmdresolve.checks.proving import Proofs, finding  # noqa: PLC0415 - a subject alone needs no rules
    from cmdresolve.checks.registry import RULES  # noqa: PLC0415 - same

    wanted = ("too", "only") if subject.error is not None else ("no", "too")
    proofs = Proofs(subject)
    found: list[Finding] = []
    for rule in RULES.values():
        if rule.of_refusals not in wanted:
            continue
        drafts = iter(rule.find(subject))
        first = list(islice(drafts, MOST_OF_A_RULE))
        count = len(first) + sum(1 for _ in drafts)
        found += [finding(rule, draft, subject, count, proofs) for draft in first]
    # What a starter tells and no rule is about is told as it is.
    found += [
        Finding(note.code, "info", note.text, note.origin)
        for note in subject.notes
        if note.code not in RULES
    ]
    return tuple(sorted(found, key=lambda x: SEVERITIES.index(x.severity)))
