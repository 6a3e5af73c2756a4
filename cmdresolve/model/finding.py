"""What a rule found: a fault with its code, its place and the mends that were proved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from cmdresolve.model.origin import InDockerfile, InYaml, Origin
from cmdresolve.model.source import Source, Span, start_of
from cmdresolve.model.value import Value

#: How grave a finding is: it cannot start or surely is not what is meant; it probably is not what
#: is meant; it is worth knowing.
Severity: TypeAlias = Literal["error", "warning", "info"]

#: The severities, the gravest first.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@frozen(eq=False, repr=False)
class Edit(Value):
    """A part of a text put in place of another.

    Attributes:
        source: the name of the text, as origins and errors say it.
        start: the offset of the first character that goes.
        end: the offset after the last; the same as `start` where something is put in only.
        text: what stands there afterwards.
    """

    source: str
    start: int
    end: int
    text: str


@frozen(eq=False, repr=False)
class Mend(Value):
    """A change that was made, asked about again, and found to help.

    Attributes:
        text: what to paste: the instruction, the key or the command line as it should be; several
            instructions stand on lines of their own.
        edits: the change to the texts that were given; none where something else changes.
        line: the words of the whole command line as they should be, or None.
        image: fields of the image config as they should be, where nothing but that was given.
        argv: what starts afterwards.
        safe: whether a program may make it unasked: it is the only mend, nothing of it is assumed,
            and every expansion is kept.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    line: tuple[str, ...] | None = None
    image: tuple[tuple[str, tuple[str, ...]], ...] = ()
    argv: tuple[str, ...] = ()
    safe: bool = False


@frozen(eq=False, repr=False)
class Finding(Value):
    """Something wrong or worth knowing.

    Attributes:
        code: the kebab-case name of the rule.
        severity: how grave it is.
        message: what is the matter, in one sentence with the reader's own words and keys.
        origin: where the word or instruction that it is about comes from, when there is one.
        source: the text it lies in, when there is one.
        span: where in `source`.
        mends: the mends that were proved, the best first.
        why: why it matters, in the rule's own words.
    """

    code: str
    severity: Severity
    message: str
    origin: Origin | None = None
    source: Source | None = field()
    span: Span | None = field()
    mends: tuple[Mend, ...] = ()
    why: str = ""

    @source.default
    def _of_origin(self) -> Source | None:
        return self.origin.source if isinstance(self.origin, InDockerfile | InYaml) else None

    @span.default
    def _span_of_origin(self) -> Span | None:
        return self.origin.span if isinstance(self.origin, InDockerfile | InYaml) else None

    @property
    def line(self) -> int | None:
        """The line, from 1, when it lies in a text."""
        return start_of(self.source, self.span)[0]

    @property
    def column(self) -> int | None:
        """The column, from 1, when it lies in a text."""
        return start_of(self.source, self.span)[1]

    @property
    def text(self) -> str:
        """The message; what a `Note` calls it."""
        return self.message

    @property
    def mend(self) -> str | None:
        """What to paste for the best mend, or None where none was proved."""
        return self.mends[0].text if self.mends else None


def apply(edits: Iterable[Edit], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts with edits made.

    Args:
        edits: what to change; they may not overlap.
        texts: the texts by name.

    Raises:
        KeyError: an edit is of a text that is not there.
    """
    changed = dict(texts)
    for edit in sorted(edits, key=lambda x: (x.start, x.end), reverse=True):
        text = changed[edit.source]
        changed[edit.source] = text[: edit.start] + edit.text + text[edit.end :]
    return changed
