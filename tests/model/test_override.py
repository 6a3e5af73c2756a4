"""What is given at start: `cmdresolve.model.override`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import WrongTypeError
from cmdresolve.model.origin import InCommandLine, InOverride
from cmdresolve.model.override import NOTHING, Override

FLAG = InCommandLine("podman run", 2, flag="--entrypoint")
FIRST = InCommandLine("podman run", 4, argument=1)


@pytest.mark.parametrize("field", ["entrypoint", "args"])
@pytest.mark.parametrize(
    ("given", "kept"),
    [(None, None), ([], ()), ([""], ("",)), ("", ""), ("a b", "a b"), (["a"], ("a",))],
)
def test_given_values_stay_apart(field: str, given: Any, kept: Any) -> None:
    """Not given, empty, one empty word and one text: what they mean is the engine's matter."""
    assert getattr(Override(**{field: given}), field) == kept


def test_nothing_is_given_by_default() -> None:
    """Neither field, and no init."""
    assert Override(entrypoint=None, args=None, init=False) == NOTHING


@pytest.mark.parametrize("field", ["entrypoint", "args"])
@pytest.mark.parametrize("value", [5, {"a": 1}, ["a", None], b"x"])
def test_other_types_are_refused(field: str, value: Any) -> None:
    """Nothing is turned into a word."""
    with pytest.raises(TypeError):
        Override(**{field: value})


@pytest.mark.parametrize(
    ("override", "index", "expected"),
    [
        (Override(entrypoint=["a", "b"]), 1, InOverride("entrypoint", 1)),
        (Override(entrypoint=["a"], entrypoint_origins=(FLAG,)), 0, FLAG),
        (
            Override(entrypoint=["a", "b"], entrypoint_origins=(FLAG,)),
            1,
            InOverride("entrypoint", 1),
        ),
        (Override(entrypoint='["a","b"]', entrypoint_origins=(FLAG,)), 1, FLAG),
        (Override(entrypoint='["a","b"]'), 1, InOverride("entrypoint", 0)),
        (Override(entrypoint=['["a","b"]']), 1, InOverride("entrypoint", 0)),
        (Override(), 0, InOverride("entrypoint", 0)),
    ],
)
def test_words_read_out_of_one_share_its_origin(
    override: Override, index: int, expected: object
) -> None:
    """Podman reads several words out of one text; they all come from there."""
    assert override.entrypoint_origin(index) == expected


def test_arguments_have_an_origin_each() -> None:
    """The starter's where it says one, else the place in the value."""
    override = Override(args=["a", "b"], args_origins=(FIRST,))

    assert override.args_origin(0) == FIRST
    assert override.args_origin(1) == InOverride("args", 1)


def test_arguments_split_off_one_text_share_its_origin() -> None:
    """docker-py splits a text; a list of one word stays one."""
    assert Override(args="a b").args_origin(1) == InOverride("args", 0)
    assert Override(args="a b", args_origins=(FIRST,)).args_origin(1) == FIRST


def test_origins_are_no_part_of_the_value() -> None:
    """Two overrides that give the same are equal, wherever it was written."""
    assert Override(args=["a"], args_origins=(FIRST,)) == Override(args=["a"])


def test_bytes_that_are_no_utf8_reach_no_engine() -> None:
    """Run on Docker 28.5.2: of the argument ``a\\xffb`` the container has ``a\\ufffdb``."""
    override = Override(entrypoint=["a\udcffb", "é"], args="\udcff")

    assert override.entrypoint == ("a\ufffdb", "é")
    assert override.args == "\ufffd"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"unknown": "x"}, "unknown is a list, not a value of type str"),
        ({"variables": {"A": "b"}}, "variables are a Pod's Variables, not a value of type dict"),
    ],
)
def test_what_a_start_gives_is_of_its_type(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongTypeError) as caught:
        Override(**fields)
    assert caught.value.message == message
