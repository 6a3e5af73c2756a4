"""Changes to an instruction of a Dockerfile."""

from __future__ import annotations

import pytest

from cmdresolve.checks.writing import dockerfile
from cmdresolve.checks.writing.change import Change
from cmdresolve.model.finding import apply
from cmdresolve.model.source import Source, Span

TEXT = "FROM x\nCMD a\nUSER u\n"
CMD = Span(7, 12)
WINDOWS = "FROM x\r\nCMD a\r\n"


def changed(change: Change, text: str = TEXT) -> str:
    return apply(change.edits, {"F": text})["F"]


def source(text: str = TEXT) -> Source:
    return Source("F", text)


@pytest.mark.parametrize(
    ("change", "text", "whole"),
    [
        (dockerfile.instead(source(), CMD, "CMD b"), "CMD b", "FROM x\nCMD b\nUSER u\n"),
        (
            dockerfile.exec_form(source(), CMD, "CMD", ["a", 'b "c"']),
            'CMD ["a", "b \\"c\\""]',
            'FROM x\nCMD ["a", "b \\"c\\""]\nUSER u\n',
        ),
        (
            dockerfile.after(source(), CMD, "ENV A=b"),
            "ENV A=b",
            "FROM x\nCMD a\nENV A=b\nUSER u\n",
        ),
        (dockerfile.without(source(), CMD), "", "FROM x\nUSER u\n"),
    ],
)
def test_an_instruction_is_changed_and_the_rest_stays(
    change: Change, text: str, whole: str
) -> None:
    """To the letter."""
    assert change.text == text
    assert changed(change) == whole


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        (dockerfile.instead(source(WINDOWS), Span(8, 14), "A\nB"), "FROM x\r\nA\r\nB\r\n"),
        (dockerfile.after(source(WINDOWS), Span(8, 13), "B"), "FROM x\r\nCMD a\r\nB\r\n"),
    ],
)
def test_lines_of_windows_stay_such(change: Change, whole: str) -> None:
    """Whether the span of the instruction holds the carriage return or not."""
    assert changed(change, WINDOWS) == whole
