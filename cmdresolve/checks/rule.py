"""A rule as data, and what it returns: drafts of findings, with proposals of mends."""

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
    """A mend that is not proved yet.

    Attributes:
        text: what to paste.
        edits: the edits to the texts.
        line: the new command line as a whole, or None.
        image: new values of fields of the image config.
        argv: the argv that must start afterwards; None if the rule cannot tell.
        safe: whether it may be applied automatically once it is proved.
        keeps: whether scripts must keep their expansions, redirections and builtins.
        needs_no: a text that no word may contain afterwards; empty for none.
        starts: the words of argv that one more word must follow; empty for any argv.
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
    """A finding whose mends are not proved yet.

    Attributes:
        message: what is wrong, in one sentence.
        origin: the origin of the word or instruction.
        mends: the mends to prove, the best first.
        severity: its severity; None for that of the rule.
        source: the text that it is in, if there is no origin.
        span: its extent in `source`.
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
        bad: an example with the fault.
        good: the same example, mended.
        severity: the severity of its findings, unless a draft has its own.
        find: returns what it finds in a subject.
        of_refusals: whether it also looks at refusals: ``no``, ``too``, or ``only`` at refusals.
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
