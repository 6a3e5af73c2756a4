"""Patterns of ``${V#p}`` and its kin."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.shell_patterns import (
    PatternError,
    replace,
    trim_prefix,
    trim_suffix,
)


@pytest.mark.parametrize(
    ("pattern", "value", "greedy", "expected"),
    [
        ("a*", "abab", False, "bab"),
        ("a*", "abab", True, ""),
        ("?", "ab", False, "b"),
        ("x", "ab", False, "ab"),
        (r"\*", "*a", False, "a"),
        (r"\\", "\\a", False, "a"),
        ("a.c", "abc", False, "abc"),
        ("", "ab", True, "ab"),
    ],
)
def test_trims_a_prefix(pattern: str, value: str, greedy: bool, expected: str) -> None:  # noqa: FBT001
    """The shortest match goes, or the longest; only ``*`` and ``?`` are special."""
    assert trim_prefix(pattern, value, greedy=greedy) == expected


@pytest.mark.parametrize(
    ("pattern", "value", "greedy", "expected"),
    [
        ("*b", "abab", False, "aba"),
        ("*b", "abab", True, ""),
        ("b*", "abab", False, "aba"),
        ("b*", "abab", True, "a"),
        (r"\?", "a?", False, "a"),
    ],
)
def test_trims_a_suffix(pattern: str, value: str, greedy: bool, expected: str) -> None:  # noqa: FBT001
    """The same from the end."""
    assert trim_suffix(pattern, value, greedy=greedy) == expected


def test_replaces_once_or_everywhere() -> None:
    """The replacement is taken as it is written."""
    assert replace("a", "aba", r"\1", everywhere=False) == r"\1ba"
    assert replace("a", "aba", "x", everywhere=True) == "xbx"


@pytest.mark.parametrize(("pattern", "escape"), [(r"\a", r"\\a"), ("\\", r"\\'")])
def test_an_escape_of_nothing_is_refused(pattern: str, escape: str) -> None:
    """Only what is special can be escaped."""
    with pytest.raises(PatternError, match=f"invalid escape '{escape}"):
        trim_prefix(pattern, "a", greedy=False)
