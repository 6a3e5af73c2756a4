"""An instruction: its parts, and where each stands in the source."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.reading.instruction import Instruction, LogicalLine
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.command import ExecForm, ShellForm
from cmdresolve.model.source import Source, Span


def first(text: str) -> Instruction:
    return read(Source("F", text), dialects.builder("buildkit")).instructions[0]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('CMD ["a", "b c"]', ['"a"', '"b c"']),
        ('CMD ["a",\\\n# c\n  "b"]', ['"a"', '"b"']),
        ('CMD ["a\\\nb"]', ['"a\\\nb"']),
        ("CMD []", []),
        ("CMD a", []),
        ('CMD -- ["a"] ', ['"a"']),
    ],
)
def test_words_have_places(text: str, spans: list[str]) -> None:
    """Across continuation lines too, quotes included."""
    assert [text[slice(*span)] for span in first(text).word_spans] == spans


@pytest.mark.parametrize(
    ("text", "args", "whole"),
    [
        ("CMD  a b \nX", "a b", "CMD  a b "),
        ("  CMD a \\\n b\n", "a \\\n b", "CMD a \\\n b"),
        ("RUN <<E\nx\nE\n", "<<E", "RUN <<E\nx\nE"),
    ],
)
def test_arguments_have_a_place(text: str, args: str, whole: str) -> None:
    """The instruction goes from its keyword to its last line's end."""
    instruction = first(text)

    assert text[slice(*instruction.args_span)] == args
    assert text[slice(*instruction.span)] == whole


def test_flags_have_places() -> None:
    """Each by its number."""
    text = "COPY --from=a --chown=b c d"

    instruction = first(text)

    assert [text[slice(*instruction.flag_span(i))] for i in (0, 1)] == ["--from=a", "--chown=b"]


def test_arguments_are_a_command() -> None:
    """Exec form, shell form, or nothing."""
    assert isinstance(first('CMD ["a"]').command, ExecForm)
    assert first("CMD a b").command == ShellForm("a b", Span(4, 7))
    assert first("CMD").command == ShellForm(None, Span(3, 3))


def test_a_joined_line_finds_every_place() -> None:
    """The piece that holds it decides."""
    line = LogicalLine("abcd", 10, 30, ((0, 10), (2, 20)))

    assert [line.span(place, place).start for place in range(4)] == [10, 11, 20, 21]
    assert line.span(1, 3) == Span(11, 21)
    assert line.span(2, 2) == Span(20, 20)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  CMD a \nX", LogicalLine("CMD a ", 2, 8)),
        ("CMD a\r\n", LogicalLine("CMD a", 0, 6)),
        ("CMD a\\\n b", LogicalLine("CMD a b", 0, 9, ((0, 0), (5, 7)))),
        ("RUN <<E\nx\nE\n", LogicalLine("RUN <<E", 0, 7)),
    ],
)
def test_an_instruction_has_its_line(text: str, line: LogicalLine) -> None:
    """It is cut out of the source where nothing had to be joined or left out."""
    instruction = first(text)

    assert instruction.line == line
    assert instruction.start == line.start
    assert (instruction.joined is None) == (text[line.start : instruction.end] == line.text)
