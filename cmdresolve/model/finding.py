"""Findings: what a rule of `cmdresolve.checks` reports, with its place and mends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from cmdresolve.model.origin import InDockerfile, InYaml, Origin
from cmdresolve.model.source import Source, Span, start_of
from cmdresolve.model.value import Value

#: ``error``: it cannot start, or is surely not what was meant. ``warning``: it is probably not what
#: was meant. ``info``: it is worth knowing.
Severity: TypeAlias = Literal["error", "warning", "info"]

#: The severities, from the most to the least severe.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@frozen(eq=False, repr=False)
class Edit(Value):
    """The replacement of a part of a text.

    Attributes:
        source: the name of the text, as in origins and errors.
        start: the offset of the first character that is replaced.
        end: the offset after the last one; equal to `start` for an insertion.
        text: the replacement.
    """

    source: str
    start: int
    end: int
    text: str


@frozen(eq=False, repr=False)
class Mend(Value):
    """A change that mends a finding: it was applied and resolved again, and the finding is gone.

    Attributes:
        text: what to paste: the corrected instruction, key or command line; several instructions
            are on lines of their own.
        edits: the same change to the input texts; empty if it changes something else.
        line: the words of the whole corrected command line, or None.
        image: corrected fields of the image config, if that alone was given.
        argv: what starts after the change.
        safe: whether a program may apply it unasked: it is the only mend, rests on no assumption
            and keeps every expansion.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    line: tuple[str, ...] | None = None
    image: tuple[tuple[str, tuple[str, ...]], ...] = ()
    argv: tuple[str, ...] = ()
    safe: bool = False


@frozen(eq=False, repr=False)
class Finding(Value):
    """Something that is wrong, or worth knowing.

    Attributes:
        code: the kebab-case name of the rule.
        severity: how severe it is.
        message: what was found, in one sentence that uses the words and keys of the input.
        origin: the origin of the word or instruction that it concerns, if there is one.
        source: the text that it is in; by default that of `origin`.
        span: its extent in `source`; by default that of `origin`.
        mends: the mends that were tried and work, the best first.
        why: why it matters, as the rule explains it.
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
        """The line in `source`, from 1; None without one."""
        return start_of(self.source, self.span)[0]

    @property
    def column(self) -> int | None:
        """The column in `source`, from 1; None without one."""
        return start_of(self.source, self.span)[1]

    @property
    def text(self) -> str:
        """The message, under the name it has in `Note`."""
        return self.message

    @property
    def mend(self) -> str | None:
        """The text of the best mend; None without any."""
        return self.mends[0].text if self.mends else None


def apply(edits: Iterable[Edit], texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts with edits applied.

    Args:
        edits: the edits, which must not overlap.
        texts: the texts by name.

    Raises:
        KeyError: an edit names a text that is missing.
    """
    changed = dict(texts)
    # From the end to the start, so that the offsets of the edits left stay valid.
    for edit in sorted(edits, key=lambda x: (x.start, x.end), reverse=True):
        text = changed[edit.source]
        changed[edit.source] = text[: edit.start] + edit.text + text[edit.end :]
    return changed
