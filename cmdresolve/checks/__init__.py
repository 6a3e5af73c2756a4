"""Findings: what is wrong with a start, as rules with a code, a mend and its proof.

The ways in (`batch`, `cli`) may import it; a `Resolution` reaches it through `model.views`.
It imports the core and `starters`; it reads answers and refusals, and decides no word of argv.
The rules are listed in `checks.registry`.
"""

from __future__ import annotations

from itertools import islice

from cmdresolve.checks.subject import Asked, Inputs, Subject
from cmdresolve.model.errors import wrong_type
from cmdresolve.resolving.resolution import Resolution

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from cmdresolve.checks.rule import Draft, Rule
    from cmdresolve.model.finding import Finding
    from cmdresolve.model.trace import Note

    _Drafted: TypeAlias = tuple[Rule, list[Draft], Iterator[Draft]]

#: The most findings of one rule; each of their mends costs another question to prove it.
MOST_OF_A_RULE = 50

__all__ = ["Asked", "Inputs", "Subject", "check"]


def check(subject: Subject | Resolution) -> tuple[Finding, ...]:
    """Return what is wrong with a start.

    Args:
        subject: the question with its answer or refusal. A bare `Resolution` comes without its
            files, so that fewer mends can be proved.

    Returns:
        The findings by severity, the gravest first, and then in the order of the rules.

    Raises:
        WrongTypeError: it is given something else.
    """
    if isinstance(subject, Resolution):
        subject = Subject.of_resolution(subject)
    else:
        _check_type(subject)
    from cmdresolve.checks.registry import RULES, suspected  # noqa: PLC0415 - a subject alone needs no rules

    wanted = ("too", "only") if subject.error is not None else ("no", "too")
    drafts: list[_Drafted] = []
    for rule in suspected(subject):
        if rule.of_refusals not in wanted:
            continue
        drafted = iter(rule.find(subject))
        first = list(islice(drafted, MOST_OF_A_RULE))
        if first:
            drafts.append((rule, first, drafted))
    # Notes of a starter without a rule of their code become findings unchanged.
    untold = [note for note in subject.notes if note.code not in RULES]
    return _findings(subject, drafts, untold) if drafts or untold else ()


def _check_type(subject: object) -> None:
    if not isinstance(subject, Subject):
        kind = type(subject).__name__
        message = f"check takes a Resolution or a Subject, not a value of type {kind}"
        raise wrong_type(message, "resolve it first: check(resolve(image))")


def _findings(subject: Subject, drafts: list[_Drafted], notes: list[Note]) -> tuple[Finding, ...]:
    """Return the findings of rules, their mends proved, and of notes.

    Args:
        subject: the question.
        drafts: for each rule its first drafts, and an iterator over those beyond the limit.
        notes: notes without a rule.
    """
    from cmdresolve.checks.proving import Proofs, finding  # noqa: PLC0415 - most starts are right
    from cmdresolve.model.finding import SEVERITIES, Finding  # noqa: PLC0415 - same

    proofs = Proofs(subject)
    found: list[Finding] = []
    for rule, first, others in drafts:
        # A mend must leave fewer drafts than there are in total. Counting those beyond the limit
        # takes time, and is needed only if a mend can be tried at all.
        count = len(first) + (sum(1 for _ in others) if proofs.may_begin_any else 0)
        found += [finding(rule, draft, subject, count, proofs) for draft in first]
    found += [Finding(note.code, "info", note.text, note.origin) for note in notes]
    return tuple(sorted(found, key=lambda x: SEVERITIES.index(x.severity)))
