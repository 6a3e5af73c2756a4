"""Records of how values came to be: steps that fired and words that were dropped."""

from __future__ import annotations

from cmdresolve.model.origin import Origin
from cmdresolve.model.value import Record


class Step(Record, compiled=True):
    """One rule that fired.

    Attributes:
        rule: a stable kebab-case name.
        text: what it did here, in one sentence.
        citation: where the rule comes from (a source file at a version, or a recorded run).
        origin: the place that called for it, when there is one.
    """

    rule: str
    text: str
    citation: str
    origin: Origin | None = None


class Dropped(Record):
    """Words that do not reach argv.

    Attributes:
        words: the words, in order.
        field: what they would have been (``Entrypoint``, ``Cmd``, ``args``, ``entrypoint``…).
        reason: why they are not used, in one sentence.
        rule: the name of the rule that dropped them.
        origins: where each word comes from.
    """

    words: tuple[str, ...]
    field: str
    reason: str
    rule: str
    origins: tuple[Origin, ...] = ()


class Note(Record):
    """Something a reader should know that is neither a rule that fired nor a dropped word.

    Attributes:
        code: a stable kebab-case name of the kind of note.
        text: what is the matter, in one sentence.
        mend: the line or lines to paste instead, or None where there is nothing to mend.
        origin: the place it is about, when there is one.
    """

    code: str
    text: str
    mend: str | None = None
    origin: Origin | None = None
