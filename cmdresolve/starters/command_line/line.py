"""A command line as words, and as the text that errors point into."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from cmdresolve.model.command import words as checked_words
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.go_text import writable
from cmdresolve.model.source import Source, Span

NAME = "command line"


def _writable_words(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(writable, checked_words(given)))


@frozen
class CommandLine:
    """The words of a command line, with the place of each in a text.

    Attributes:
        words: the words.
        text: what was typed, when it was typed as one text (not compared).
        spans: where each word stands in `text` (not compared).
        expanding: the positions of the words that a shell would have changed.
    """

    words: tuple[str, ...] = field(converter=_writable_words)
    text: str | None = field(default=None, eq=False, repr=False)
    spans: Sequence[Span] = field(default=(), eq=False, repr=False)
    expanding: frozenset[int] = frozenset()

    def fault(
        self,
        code: str,
        message: str,
        position: int,
        *,
        hint: str | None = None,
        stage: str = "create",
    ) -> OverrideError:
        """Return an error that points at the word at `position`, or at the end past the last."""
        text, spans = (self.text, self.spans) if self.text is not None else self._quoted()
        end = len(text)
        span = spans[position] if position < len(spans) else Span(end, end)
        return OverrideError(
            message, code=code, stage=stage, source=Source(NAME, text), span=span, hint=hint
        )

    def _quoted(self) -> tuple[str, list[Span]]:
        from cmdresolve.model.quoting import shell_word  # noqa: PLC0415 - only for an error

        parts, spans, pos = [], [], 0
        for word in self.words:
            part = shell_word(word)
            parts.append(part)
            spans.append(Span(pos, pos + len(part)))
            pos += len(part) + 1
        return " ".join(parts), spans
