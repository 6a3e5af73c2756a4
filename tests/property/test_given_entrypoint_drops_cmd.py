"""Law: an entrypoint given at start drops the image's CMD.

"Passing --entrypoint clears out any default command set on the image" (docker/docs, docker
container run; moby daemon/commit.go merge: the image's Cmd is taken only where the given
Entrypoint is empty). An empty list is no such entrypoint: it clears the image's and keeps the CMD.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merges import MERGES, fields, resolved

from cmdresolve import ImageConfig, Override

plain = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3)


@pytest.mark.parametrize("engine", MERGES)
@settings(max_examples=20)
@given(entrypoint=fields, cmd=fields, given_entrypoint=plain, args=st.none() | st.just([]) | plain)
def test_nothing_of_the_image_is_left(
    engine: str,
    entrypoint: list[str] | None,
    cmd: list[str] | None,
    given_entrypoint: list[str],
    args: list[str] | None,
) -> None:
    """argv is what was given and nothing else."""
    override = Override(entrypoint=given_entrypoint, args=args)

    resolution = resolved(ImageConfig(entrypoint=entrypoint, cmd=cmd), override, engine)

    assert resolution is not None
    assert resolution.argv == (*given_entrypoint, *(args or ()))


@pytest.mark.parametrize(
    "engine", ["docker@20.10", "docker@28.5", "podman@5.8", "podman@5.8/compat"]
)
@given(entrypoint=fields, cmd=plain)
def test_an_empty_list_keeps_the_cmd(
    engine: str, entrypoint: list[str] | None, cmd: list[str]
) -> None:
    """Where the interface can say it at all."""
    resolution = resolved(
        ImageConfig(entrypoint=entrypoint, cmd=cmd), Override(entrypoint=[]), engine
    )

    assert resolution is not None
    assert resolution.argv == tuple(cmd)
