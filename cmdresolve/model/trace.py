"""Records of how an answer was reached: rules that were applied, words dropped, and notes."""

from __future__ import annotations

from cmdresolve.model.origin import Origin
from cmdresolve.model.value import Record


class Step(Record, compiled=True):
    """One application of a rule of a builder or an engine.

    Attributes:
        rule: the rule's stable kebab-case name.
        text: what it did here, in one sentence.
        citation: the rule's source: a file at a version, or a recorded run.
        origin: the place in the input that it applied to, if there is one.
    """

    rule: str
    text: str
    citation: str
    origin: Origin | None = None


class Dropped(Record):
    """Words of the input that are not in argv.

    Attributes:
        words: the words, in order.
        field: the field they were given for: ``Entrypoint`` and ``Cmd`` of an image,
            ``entrypoint`` and ``args`` at start, and so on.
        reason: why they are not used, in one sentence.
        rule: the name of the rule that dropped them.
        origins: the origin of each word.
    """

    words: tuple[str, ...]
    field: str
    reason: str
    rule: str
    origins: tuple[Origin, ...] = ()


class Note(Record):
    """Something a reader should know that is neither a step nor a dropped word.

    Attributes:
        code: the stable kebab-case name of the kind of note.
        text: the note, in one sentence.
        mend: the line or lines to paste instead; None if nothing needs mending.
        origin: the place in the input that it concerns, if there is one.
    """

    code: str
    text: str
    mend: str | None = None
    origin: Origin | None = None
