"""The text of a trigger as an image keeps it."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.building.triggers import trigger_text
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.source import Source
from tests.builds import built


def test_triggers_of_stages_are_stored_as_written() -> None:
    """Case, blanks and joined lines stay; the keyword ONBUILD goes."""
    image = built("FROM scratch\nonbuild  cMd  a \\\n  b\nONBUILD CMD c\n")

    assert image.on_build == ("cMd  a   b", "CMD c")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("ONBUILD CMD a", "CMD a"),
        ("onbuild   cmd  a ", "cmd  a "),
        (" \tOnBuild\tRUN x", "RUN x"),
        ("ONBUILD ONBUILD x", "ONBUILD x"),
        ("ONBUILD CMD \udcff", "CMD \ufffd"),
    ],
)
def test_the_keyword_and_the_blanks_around_it_go(line: str, text: str) -> None:
    """What no reader takes for UTF-8 becomes U+FFFD, as a Go encoder has it."""
    builder = dialects.builder("buildkit@28.5")
    (instruction,) = read(Source("F", f"{line}\n"), builder).instructions

    assert trigger_text(instruction, builder) == text


def test_a_heredoc_of_a_trigger_is_part_of_its_text() -> None:
    """Behind a line end, and with its end word."""
    text = "FROM scratch\nONBUILD COPY <<E /x\na\nE\n"

    assert built(text).on_build == ("COPY <<E /x\na\nE",)


def test_a_trigger_is_read_with_its_heredoc_before_it_fires() -> None:
    """BuildKit 28.5.2 reads it before any stage runs, and builds this (recorded)."""
    text = 'FROM scratch AS s\nONBUILD COPY <<EOF /x\ny\nEOF\nFROM s\nCMD ["a"]\n'

    assert built(text).cmd == ("a",)
