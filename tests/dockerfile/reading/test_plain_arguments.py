"""What is read by one pattern, and what is left to those who look at each character."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.plain_arguments import is_plain_copy, plain_assignments


@pytest.mark.parametrize(
    ("keyword", "args", "found"),
    [
        ("ENV", "A=b", (("A", "b"),)),
        ("ENV", "A=", (("A", ""),)),
        ("ENV", 'A="b c"d', (("A", '"b c"d'),)),
        ("ENV", "A b", (("A", "b"),)),
        ("ENV", "A \t b=c 'd' \\", (("A", "b=c 'd' \\"),)),
        ("ENV", 'A=b B="c d"', (("A", "b"), ("B", '"c d"'))),
        ("LABEL", "a.b/c=$D", (("a.b/c", "$D"),)),
        ("ARG", "A=b", (("A", "b"),)),
        ("ARG", "A", (("A", None),)),
        ("ENV", "A=é", (("A", "é"),)),
        ("ENV", "A ☃ b", (("A", "☃ b"),)),
        ("ARG", "A= B C=d", (("A", ""), ("B", None), ("C", "d"))),
    ],
)
def test_plain_assignments_are_split_as_written(
    keyword: str, args: str, found: tuple[tuple[str, str | None], ...]
) -> None:
    assert plain_assignments(keyword, args) == found


@pytest.mark.parametrize(
    ("keyword", "args"),
    [
        ("ENV", "A"),
        ("ENV", "A=b c"),
        ("ENV", "A='b'"),
        ("ENV", "A=b\\ c"),
        ("ENV", 'A="b'),
        ("ENV", "=b"),
        ("ENV", '"A" b'),
        ("ENV", "A=☃"),
        ("ENV", "A=b\xa0c"),
        ("ENV", "A=b B=☃"),
        ("ARG", "A='b'"),
        ("ARG", "A=b B=`"),
        ("ARG", ""),
    ],
)
def test_others_need_a_look_at_each_character(keyword: str, args: str) -> None:
    assert plain_assignments(keyword, args) == ()


@pytest.mark.parametrize(
    ("flags", "args", "plain"),
    [
        (("--from=build",), "/a /b", True),
        (("--from=golang:1.22",), "/a\t/b-c/ d/", True),
        (("--from=build",), '["/a", "/Program Files (x86)/a"]', True),
        (("--from=build",), "/a", False),
        (("--from=build",), "/a $B", False),
        (("--from=build",), "/a/../../b /c", False),
        (("--from=build",), "a.git /c", False),
        (("--from=build",), "/a /b/c..d/", False),
        (("--from=build",), "/a /b/.gitignore", False),
        (("--from=build",), '["/a", "/b/../c"]', False),
        (("--from=build",), '["/a b.git", "/c"]', False),
        (("--from=build",), '["-a", "/c"]', False),
        (("--from=$A",), "/a /b", False),
        (("--chown=a",), "/a /b", False),
        (("--from=build", "--link"), "/a /b", False),
        ((), "/a /b", False),
    ],
)
def test_a_copy_that_only_its_source_may_fail(
    flags: tuple[str, ...], args: str, *, plain: bool
) -> None:
    assert is_plain_copy(flags, args) is plain
