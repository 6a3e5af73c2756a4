"""Law: run arguments replace CMD and never ENTRYPOINT.

"If the user specifies arguments to docker run then they will override the default specified in
CMD, but still use the default ENTRYPOINT" (moby/buildkit frontend/dockerfile/docs/reference.md).
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merges import MERGES, fields, filled, resolved

from cmdresolve import ImageConfig, Override

entrypoints = st.none() | st.lists(st.text("ab", min_size=1, max_size=2), max_size=3)
plain_args = st.lists(st.text("ab", max_size=2), min_size=1, max_size=3)


@pytest.mark.parametrize("engine", MERGES)
@settings(max_examples=20)
@given(entrypoint=entrypoints, cmd=fields, args=plain_args)
def test_arguments_follow_the_entrypoint(
    engine: str, entrypoint: list[str] | None, cmd: list[str] | None, args: list[str]
) -> None:
    """Whatever the CMD was, on every engine."""
    resolution = resolved(ImageConfig(entrypoint=entrypoint, cmd=cmd), Override(args=args), engine)

    assert resolution is not None
    assert resolution.argv == (*(entrypoint or ()), *args)


@pytest.mark.parametrize("engine", MERGES)
@settings(max_examples=20)
@given(entrypoint=fields, one=fields, other=fields, args=filled)
def test_no_word_of_the_cmd_matters(
    engine: str,
    entrypoint: list[str] | None,
    one: list[str] | None,
    other: list[str] | None,
    args: list[str],
) -> None:
    """Two images that differ in CMD alone start the same."""
    override = Override(args=args)

    first = resolved(ImageConfig(entrypoint=entrypoint, cmd=one), override, engine)
    second = resolved(ImageConfig(entrypoint=entrypoint, cmd=other), override, engine)

    assert first is not None
    assert second is not None
    assert first.argv == second.argv
