"""A command line as words, and the text an error points into."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Span
from cmdresolve.starters.command_line.line import CommandLine


def test_words_given_as_a_list_are_quoted_for_the_error() -> None:
    error = CommandLine(("docker", "run", "a b")).fault("code", "wrong", 2)
    assert str(error) == (
        "command line:1:12: wrong [code]\n  1 | docker run 'a b'\n    |            ^^^^^"
    )


def test_a_place_behind_the_last_word_is_the_end() -> None:
    error = CommandLine(("docker",)).fault("code", "wrong", 1, hint="mend", stage="request")
    assert (error.line, error.column, error.stage, error.hint) == (1, 7, "request", "mend")


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    line = CommandLine(("a", "b c"), "a  'b c'", [Span(0, 1), Span(3, 8)])
    error = line.fault("code", "wrong", 1)
    assert error.source is not None
    assert (error.source.text, error.column) == ("a  'b c'", 4)


def test_words_must_be_strings() -> None:
    with pytest.raises(TypeError):
        CommandLine(("a", 1))
