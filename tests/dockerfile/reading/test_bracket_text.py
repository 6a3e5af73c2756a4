"""Text that begins with a bracket: a list, or a script for the shell."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.bracket_text import NOTHING_AND_REMARK, is_for_a_shell


@pytest.mark.parametrize(
    "text",
    [
        "[ -f x ] && y",
        "[ x = y ]",
        "[[ -n $A ]]",
        "[[ -n $A ]] && b",
        "[a-z]*",
        "[ab]c d",
        "[ ]",
        "[",
        '[ "$A" = b ]',
        "[] && y",
    ],
)
def test_a_test_or_a_pattern_is_for_a_shell(text: str) -> None:
    """A blank behind the bracket, or a word glued to it, with more to come."""
    assert is_for_a_shell(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "[kSNP4]",
        '[ "a" ]',
        '[ "a" "b" ]',
        "['a', 'b']",
        "[\u201ca\u201d]",
        "[a, b]",
        "[ a, b ]",
        '["a" "b"',
        "[] # nothing",
        "[[1]]",
    ],
)
def test_a_list_is_not(text: str) -> None:
    """Quotes and commas make it one, and a single word alone in brackets is meant as one."""
    assert not is_for_a_shell(text, 0)


def test_it_may_stand_within_a_text() -> None:
    """From the bracket on."""
    assert is_for_a_shell("CMD [ -f x ] && y", 4)
    assert not is_for_a_shell("CMD ['a']", 4)


@pytest.mark.parametrize(
    ("text", "found"), [("[] # a", True), ("[ ]// a", True), ("[] a", False), ("[a] # b", False)]
)
def test_an_empty_list_may_have_a_remark(text: str, *, found: bool) -> None:
    """Of a script or of a language that is none of a Dockerfile."""
    assert (NOTHING_AND_REMARK.match(text) is not None) == found
