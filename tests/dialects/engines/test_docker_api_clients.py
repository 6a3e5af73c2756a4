"""What starts containers through Docker's engine and reads words in its own way."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import ImageConfig, Override, OverrideError, resolve

IMAGE = ImageConfig(entrypoint=["e"], cmd=["c"])


@pytest.mark.parametrize(
    ("engine", "entrypoint", "args", "argv"),
    [
        ("docker-py", "x 'y z'", None, ("x", "y z")),
        ("docker-py", ["x y"], "a b", ("x y", "a", "b")),
        ("docker-py", None, "a # b", ("e", "a", "#", "b")),
        ("swarm", "x 'y z' # n", None, ("x", "y z")),
        ("swarm/api", ["x"], ["a b"], ("x", "a b")),
        ("swarm/api", [], None, ("e", "c")),
        ("docker", "x y", None, ("x y",)),
    ],
)
def test_how_words_are_read(engine: str, entrypoint: Any, args: Any, argv: tuple[str, ...]) -> None:
    """docker-py splits as Python's shlex, Swarm's flag as google/shlex, its API takes lists."""
    assert resolve(IMAGE, Override(entrypoint=entrypoint, args=args), engine=engine).argv == argv


def test_an_open_quote_is_refused() -> None:
    """With the words of the program that splits."""
    with pytest.raises(OverrideError):
        resolve(IMAGE, Override(entrypoint="x 'y"), engine="docker-py")
