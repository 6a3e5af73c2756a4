"""What `compose_service` says of arguments of wrong types."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr

FILE = "services: {a: {image: i, profiles: [prod]}}"


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"files": FILE}, "the files are a list, not a value of type str", "give a list, of one"),
        (
            {"files": [("a",)]},
            "a file in a tuple has a name and a text, and 1 are given",
            "write (",
        ),
        ({"files": [()]}, "a file in a tuple has a name and a text, and 0 are given", "write ("),
        ({"env": ["A=b"]}, "env is a mapping, not a value of type list", 'write env={"NAME": "'),
        ({"env": [("A", "b")]}, "env is a mapping, not a value of type list", 'write env={"NAME'),
        ({"env": {"A": None}}, "env has texts, not a value of type NoneType for 'A'", "write {"),
        ({"env": {"A": 5}}, "env has texts, not a value of type int for 'A'", 'write {"NAME": "'),
        ({"beside": ["a"]}, "beside is a mapping, not a value of type list", "write beside={"),
        ({"profiles": "prod"}, "profiles is a list, not a single text", "write profiles=['prod']"),
        ({"env_files": ".env"}, "env_files is a list, not a single text", "write env_files=['.env"),
        (
            {"run": {"args": ["x"]}},
            "run is a ComposeRun, not a value of type dict",
            "write run=Com",
        ),
    ],
)
def test_what_would_be_taken_for_something_else_is_refused(
    given: dict[str, Any], message: str, hint: str
) -> None:
    """A list of pairs for no variables at all, and a text for a list of its characters."""
    files = given.pop("files", [FILE])
    with pytest.raises(cr.WrongTypeError) as caught:
        cr.compose_service(files, "a", **given)

    assert caught.value.message == message
    assert str(caught.value.hint).startswith(hint)


def test_all_of_the_right_types_are_taken() -> None:
    command = cr.compose_service(
        [("compose.yaml", FILE)],
        "a",
        env={"A": "b"},
        beside={"x.env": ""},
        env_files=("x.env",),
        profiles=["prod"],
        run=cr.ComposeRun(args=["x"]),
    )
    assert command.override.args == ("x",)
