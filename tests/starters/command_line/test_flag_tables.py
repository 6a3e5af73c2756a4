"""Tables of flags by version."""

from __future__ import annotations

from cmdresolve.starters.command_line.flag_tables import BOOL, Row, SinceVersion, at, flags_of
from cmdresolve.starters.command_line.pflag import Flag


def test_of_one_name_the_newest_not_above_the_version_counts() -> None:
    values = (
        SinceVersion((1, 0), {"a": 1, "b": 2}),
        SinceVersion((2, 0), {"a": 3}),
        SinceVersion((3, 0), {"c": 4}),
    )
    assert at(values, (1, 5)) == {"a": 1, "b": 2}
    assert at(values, (2, 0)) == {"a": 3, "b": 2}
    assert at(values, (0, 9)) == {}


def test_a_later_version_keeps_the_order_of_the_first() -> None:
    values = (SinceVersion((1,), {"a": 1, "b": 2}), SinceVersion((2,), {"a": 3}))
    assert list(at(values, (2,))) == ["a", "b"]


def test_flags_are_those_of_the_command_at_the_version() -> None:
    rows = (
        Row((1, 0), "", BOOL, "tty/t rm"),
        Row((1, 0), "run", "text", "detach-keys"),
        Row((2, 0), "", "text", "quiet/q"),
    )
    checks = {BOOL: bool, "text": None}
    assert list(flags_of(rows, checks, (1, 0), "create")) == [
        Flag("tty", "t", bool, is_bool=True),
        Flag("rm", "", bool, is_bool=True),
    ]
    assert [x.name for x in flags_of(rows, checks, (2, 0), "run")] == [
        "tty",
        "rm",
        "detach-keys",
        "quiet",
    ]
