"""A rule as data: what it looks for, why that matters, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from cmdresolve.model.finding import Edit, Severity
from cmdresolve.model.origin import Origin
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import Value

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject


@frozen(eq=False, repr=False)
class Proposal(Value):
    """A mend before it is proved.

    Attributes:
        text: what to paste.
        edits: the change to the texts.
        line: the whole command line in place of the one there is, or None.
        image: fields of the image config in place of those there are.
        argv: what has to start afterwards; None where the rule cannot say it.
        safe: whether a program may make it unasked once it is proved.
        keeps: whether the scripts must keep their expansions, redirections and builtins.
        starts: the words that have to come first afterwards; nothing for any.
        needs_no: a text that may stand in no word afterwards; nothing for any.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    line: tuple[str, ...] | None = None
    image: tuple[tuple[str, tuple[str, ...]], ...] = ()
    argv: tuple[str, ...] | None = None
    safe: bool = False
    keeps: bool = True
    needs_no: str = ""
    starts: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Draft(Value):
    """What a rule found, its mends not proved yet.

    Attributes:
        message: what is the matter, in one sentence.
        origin: where the word or instruction comes from.
        mends: the mends to prove, the best first.
        severity: how grave it is; None for what the rule says.
        source: the text it lies in, where no origin says it.
        span: where in `source`.
    """

    message: str
    origin: Origin | None = None
    mends: tuple[Proposal, ...] = ()
    severity: Severity | None = None
    source: Source | None = None
    span: Span | None = None


@frozen(eq=False, repr=False)
class Rule(Value):
    """A rule.

    Attributes:
        code: its kebab-case name.
        summary: what it finds, in one sentence.
        why: why that matters, in a few sentences.
        bad: an example that has the fault.
        good: the same, mended.
        severity: how grave a finding is unless it says otherwise.
        find: looks at a subject and gives what it finds.
        of_refusals: whether it looks at refusals: ``no``, ``too``, or at these ``only``.
    """

    code: str
    summary: str
    why: str
    bad: str
    good: str
    severity: Severity
    find: Callable[[Subject], Iterable[Draft]]
    of_refusals: Literal["no", "too", "only"] = "no"

    @property
    def name(self) -> str:
        """The code as words."""
        return self.code.replace("-", " ")
