"""A program as tables, and the client it is at a version."""

from __future__ import annotations

import pytest

from cmdresolve.starters.command_line.client import past_flags
from cmdresolve.starters.command_line.flag_tables import BOOL, Row, SinceVersion, newest
from cmdresolve.starters.command_line.program import Program


def first(_: object) -> None:
    """Stand for a check."""


def second(_: object) -> None:
    """Stand for the check of a later version."""


PROGRAM = Program(
    name="prog",
    root=(Row((1,), "", "text", "host/H"), Row((2,), "", BOOL, "debug")),
    level=(Row((1,), "", BOOL, "help/h"),),
    command=(Row((1,), "run", BOOL, "detach/d"), Row((1,), "", "text", "name")),
    checks=(SinceVersion((1,), {BOOL: None, "text": first}), SinceVersion((2,), {"text": second})),
    after_reading=(SinceVersion((1,), {"a": first, "b": first}), SinceVersion((2,), {"a": second})),
    image=(((1,), first), ((2,), second)),
    no_image=(((1,), "old"), ((2,), "new")),
    find=past_flags,
    alone=(Row((1,), "", BOOL, "version/v"),),
    root_aliases={"server": "host"},
    aliases=(SinceVersion((2,), {"called": "name"}),),
)


def test_the_first_version_has_the_first_steps() -> None:
    """Nothing of a later one."""
    client = PROGRAM.at((1, 5))

    assert client.name == "prog"
    assert list(client.root.flags) == ["host"]
    assert list(client.commands["run"].flags) == ["detach", "name"]
    assert client.commands["run"].flags["name"].check is first
    assert client.commands["run"].aliases == {}
    assert client.after_reading == (first, first)
    assert (client.image, client.no_image) == (first, "old")


def test_a_later_version_replaces_in_place() -> None:
    """The order of the first step stays."""
    client = PROGRAM.at((2,))

    assert list(client.root.flags) == ["host", "debug"]
    assert client.root.aliases == {"server": "host"}
    assert client.commands["run"].flags["name"].check is second
    assert client.commands["run"].aliases == {"called": "name"}
    assert client.after_reading == (second, first)
    assert (client.image, client.no_image) == (second, "new")


def test_each_place_has_its_own_flags() -> None:
    """The root knows some more where no command is found, and one command more than another."""
    client = PROGRAM.at((1,))

    assert list(client.alone.flags) == ["host", "version"]
    assert list(client.level.flags) == ["help"]
    assert list(client.commands["create"].flags) == ["name"]


def test_flags_may_be_missing() -> None:
    """A client of a remote service has fewer."""
    client = PROGRAM.at((1,), frozenset({"host", "name"}))

    assert list(client.root.flags) == []
    assert list(client.commands["run"].flags) == ["detach"]


@pytest.mark.parametrize(("version", "value"), [((1,), "a"), ((1, 9), "a"), ((2,), "b")])
def test_the_newest_value_not_above_a_version_counts(version: tuple[int, ...], value: str) -> None:
    """Versions ascend."""
    assert newest([((1,), "a"), ((2,), "b")], version) == value
