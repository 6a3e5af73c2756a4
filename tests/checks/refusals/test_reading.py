"""The line of a text that a build is refused for."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile
from cmdresolve.checks import Asked, Inputs, Subject
from cmdresolve.checks.refusals.reading import listed_words, refused_line
from cmdresolve.model.source import Span


def subject(text: str) -> Subject:
    def ask(inputs: Inputs) -> Asked:
        return Asked(Dockerfile.parse(inputs.texts.get("Dockerfile", text)).image())

    return Subject(ask, Inputs())


@pytest.mark.parametrize(
    ("text", "start", "line"),
    [
        ("FROM scratch\nNO x\n", 13, "NO x"),
        ("FROM scratch\n  NO x\r\nCMD a\n", 13, "  NO x"),
        ("NO x", 0, "NO x"),
    ],
)
def test_the_line_of_a_refusal(text: str, start: int, line: str) -> None:
    """From its first character to its end, which is not part of it."""
    fault = refused_line(subject(text), "unknown-instruction")

    assert fault is not None
    assert (fault.start, fault.line) == (start, line)
    assert fault.end == start + len(line)
    assert fault.span == Span(start + len(line) - len(line.lstrip()), fault.end)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("FROM scratch\nNO x\n", ["substitution"]), ("FROM scratch\nCMD a\n", [])],
)
def test_no_line_is_refused_for_another_reason(text: str, codes: list[str]) -> None:
    """Nor where the build is not refused at all."""
    assert refused_line(subject(text), *codes) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["a", "b"]', ("a", "b")),
        ("['a', 'b']", ("a", "b")),
        ('["a" "b"]', ("a", "b")),
        ("[]", ()),
        ('["a", {}]', None),
    ],
)
def test_the_words_of_what_is_meant_as_a_list(text: str, words: tuple[str, ...] | None) -> None:
    """Of JSON, and of what is nearly JSON."""
    assert listed_words(text) == words
