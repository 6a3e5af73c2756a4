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


@pytest.mark.parametrize(
    ("pattern", "value", "new", "everywhere", "expected"),
    [
        ("a", "aba", r"\1", False, r"\1ba"),
        ("a", "aba", "x", True, "xbx"),
        ("*", "abcb", "X", True, "X"),
        ("*", "abcb", "X", False, "X"),
        ("b*", "abcb", "X", True, "aX"),
        ("*", "a\nb", "X", True, "X\nX"),
        ("*", "", "X", True, "X"),
        ("a*c", "ax\nabc", "X", False, "ax\nX"),
        ("a*c", "ax\nab", "X", False, "ax\nab"),
        ("a\nb*c", "a\nbx\na\nbyc", "X", False, "a\nbx\nX"),
        ("", "ab", "X", True, "XaXbX"),
        ("b", "abcb", r"\$0", False, r"a\$0cb"),
        ("b", "abcb", r"<\$0>", True, r"a<\b>c<\b>"),
        ("b", "abcb", r"<\${0", True, r"a<\${0c<\${0"),
        ("b", "abcb", "${0}$1$00$x", True, "abcb"),
        ("b", "abcb", r"\$\$", True, r"a\$\$c\$\$"),
        ("b", "abcb", "$$", True, "a$c$"),
        ("c\n?", "ac\nbc\nd", "X", True, "aXX"),
    ],
)
def test_replaces_once_or_everywhere(
    pattern: str,
    value: str,
    new: str,
    everywhere: bool,  # noqa: FBT001
    expected: str,
) -> None:
    """Everywhere, names in the replacement stand for the match; once, it is taken as written.

    Recorded: Docker 28.5.2, ``ENV B=${A//…}``; the empty matches and ``$00`` are Go's.
    """
    assert "".join(replace(pattern, value, new, everywhere=everywhere)) == expected


def test_many_stars_take_no_time() -> None:
    """A pattern that a backtracking reader tries in more ways than there are atoms."""
    value = "0" * 20_000

    assert trim_prefix("*0" * 500 + "b", value, greedy=True) == value
    assert "".join(replace("0*0*0*0*b", value, "", everywhere=True)) == value


@pytest.mark.parametrize(("pattern", "escape"), [(r"\a", r"\\a"), ("\\", r"\\'")])
def test_an_escape_of_nothing_is_refused(pattern: str, escape: str) -> None:
    """Only what is special can be escaped."""
    with pytest.raises(PatternError, match=f"invalid escape '{escape}"):
        trim_prefix(pattern, "a", greedy=False)
