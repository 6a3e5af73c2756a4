"""Patterns of ``${V#p}`` and its kin as Buildah matches them; all recorded on 1.43.2 and 1.39.3."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.go_path_patterns import match, replace, trim_prefix, trim_suffix
from cmdresolve.model.errors import LimitError
from cmdresolve.model.limits import Limits, Room


@pytest.mark.parametrize(
    ("pattern", "value", "greedy", "expected"),
    [
        ("*/", "a/b/c", False, "b/c"),
        ("*/", "a/b/c", True, "b/c"),
        ("*b", "ab", False, "ab"),
        ("a", "ab", False, "ab"),
        ("a", "abc", False, "bc"),
        ("a", "ab", True, "b"),
        ("[a-b]", "abc", False, "bc"),
        ("[^a]", "abc", False, "abc"),
        ("[a", "abc", False, "abc"),
        ("é", "éab", False, "ab"),
        ("a?", "aéb", False, "\udca9b"),
    ],
)
def test_trims_a_prefix(pattern: str, value: str, greedy: bool, expected: str) -> None:  # noqa: FBT001
    """Something is always left; a slash is no character to the wildcards."""
    assert trim_prefix(pattern, value, greedy=greedy) == expected


@pytest.mark.parametrize(
    ("pattern", "value", "greedy", "expected"),
    [
        ("?", "abc", False, "ab"),
        ("?", "abc", True, "abc"),
        ("b*", "abb", True, "a"),
        ("b", "éab", True, "éab"),
    ],
)
def test_trims_a_suffix(pattern: str, value: str, greedy: bool, expected: str) -> None:  # noqa: FBT001
    """The longest match is not looked for in the last byte."""
    assert trim_suffix(pattern, value, greedy=greedy) == expected


@pytest.mark.parametrize(
    ("pattern", "value", "new", "where", "expected"),
    [
        ("b*", "abcb", "X", "", "aX"),
        ("a*", "a/b", "X", "", "X/b"),
        ("?b", "a/b", "X", "", "a/b"),
        ("b", "abcb", "X", "%", "abcX"),
        ("b", "abcb", "X", "#", "abcb"),
        ("b", "abcb", "", "/", "ac"),
        ("a", "aaa", "ba", "/", "bababa"),
        (r"\*", "a*b", "X", "", "aXb"),
    ],
)
def test_replaces(pattern: str, value: str, new: str, where: str, expected: str) -> None:
    """The longest match at the first place goes, or all, or one at an end."""
    assert replace(pattern, value, new, where=where) == expected


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        (b"", b"", True),
        (b"*", b"a/b", False),
        (b"a*b*c", b"axbybc", True),
        (b"a*c", b"a/c", False),
        (b"*/c", b"a/c", True),
        (b"[/]", b"/", True),
        (b"[a\\]]", b"]", True),
        (b"[a-]", b"a", False),
        (b"[]a]", b"a", False),
        (b"[^]", b"a", False),
        (b"a\\", b"a", False),
        (b"[a\\", b"a", False),
        (b"[a\xff]", b"a", False),
        (b"?", b"", False),
        (b"[^a]", "é".encode(), True),
        (b"[a-z", b"b", False),
        (b"[a-", b"a", False),
    ],
)
def test_a_whole_name_matches(pattern: bytes, name: bytes, expected: bool) -> None:  # noqa: FBT001
    """Go path/match.go; a pattern that is none matches nothing."""
    assert match(pattern, name) is expected


@pytest.mark.parametrize(("left", "fits"), [(1080, True), (1079, False)])
def test_tries_take_room(left: int, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    """A pattern that fails is tried on nine characters, on eight, and so on to one.

    Each counts eight times, and that for each of its two parts and once more.
    """
    room = Room(Limits(expanded=left))
    if fits:
        assert trim_prefix("?b", "a" * 10, greedy=True, room=room) == "a" * 10
    else:
        with pytest.raises(LimitError):
            trim_prefix("?b", "a" * 10, greedy=True, room=room)


@pytest.mark.parametrize("pattern", ["*a" * 20 + "b", "*" + "?" * 30 + "b", "*[^b]" * 9 + "b"])
def test_a_pattern_that_fails_is_given_up_soon(pattern: str) -> None:
    """However long the value is, so many steps are tried and no more: some tenths of a second."""
    with pytest.raises(LimitError):
        trim_prefix(pattern, "a" * 20_000, greedy=True, room=Room(Limits(expanded=1_000_000)))


def test_a_pattern_that_cannot_begin_there_takes_no_room() -> None:
    """Nor does one with a fault."""
    room = Room(Limits(expanded=0))

    assert trim_suffix("-*", "a" * 50_000, greedy=True, room=room) == "a" * 50_000
    assert trim_suffix("*[" + "a" * 50_000, "a" * 50_000, greedy=True, room=room) == "a" * 50_000


def test_a_pattern_that_matches_itself_alone_takes_no_room() -> None:
    """It is found at once."""
    assert trim_prefix("ab", "abcd", greedy=False, room=Room(Limits(expanded=0))) == "cd"
