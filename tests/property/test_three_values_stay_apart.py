"""Law: absent, empty and one empty word are three values.

"None absent, () empty, ("",) one empty word: three values" (design); and of engines: "an
entrypoint given as [] drops the image's and keeps its CMD, [""] drops both, and arguments given as
[] are as good as none" (moby daemon/commit.go merge; podman pkg/specgen/generate/oci.go; recorded
``api_matrix``, ``api_podman``, ``kube``, ``cri_21``).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merges import ENGINES, filled, resolved

from cmdresolve import ImageConfig, Override, dialects

#: The engines that run an image's entrypoint of one empty word.
LITERAL = (
    "containerd-cri@1.6.0",
    *(name for name in ENGINES if name.startswith("kubernetes@") and name.endswith("/cri-o")),
)
#: The engines that hand an entrypoint given as one empty word to the runtime.
HANDS_ON = {"containerd-cri", "kubernetes"}
#: What each kind of interface makes of [] as an entrypoint: nothing given, or an emptied one.
HEARS_NOTHING = {"swarm", "kube-play", "containerd-cri", "kubernetes"}
HEARS_NOTHING_KEYS = {
    "podman@4.3/compat",
    "podman@5.0/compat",
    "podman@5.4/compat",
    "podman@4.3/remote",
    "podman@5.0/remote",
    "podman@5.4/remote",
    "podman@5.8/remote",
}

plain = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=20)
@given(entrypoint=plain, cmd=plain)
def test_an_empty_entrypoint_keeps_the_cmd_or_is_not_heard(
    engine: str, entrypoint: list[str], cmd: list[str]
) -> None:
    """On no engine is it what one empty word is."""
    image = ImageConfig(entrypoint=entrypoint, cmd=cmd)
    record = dialects.engine(engine)
    deaf = record.name in HEARS_NOTHING or engine in HEARS_NOTHING_KEYS

    resolution = resolved(image, Override(entrypoint=[]), engine)

    assert resolution is not None
    assert resolution.argv == (tuple(entrypoint + cmd) if deaf else tuple(cmd))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=20)
@given(entrypoint=plain, cmd=plain, args=plain)
def test_one_empty_word_drops_entrypoint_and_cmd(
    engine: str, entrypoint: list[str], cmd: list[str], args: list[str]
) -> None:
    """What is left are the arguments; a kubelet's runtime is handed the empty word."""
    image = ImageConfig(entrypoint=entrypoint, cmd=cmd)
    literal = dialects.engine(engine).name in HANDS_ON

    bare = resolved(image, Override(entrypoint=[""]), engine)
    with_args = resolved(image, Override(entrypoint=[""], args=args), engine)

    assert bare is None or bare.argv == ("",)
    assert with_args is not None
    assert with_args.argv == ((("",) if literal else ()) + tuple(args))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=20)
@given(cmd=filled, entrypoint=st.none() | plain)
def test_empty_arguments_are_none_and_one_empty_word_is_an_argument(
    engine: str, cmd: list[str], entrypoint: Any
) -> None:
    """No engine lets [] clear a CMD, and none drops [""]."""
    image = ImageConfig(entrypoint=entrypoint, cmd=cmd)

    absent = resolved(image, Override(), engine)
    empty = resolved(image, Override(args=[]), engine)
    word = resolved(image, Override(args=[""]), engine)

    assert absent is not None
    assert empty is not None
    assert word is not None
    assert empty.argv == absent.argv
    assert word.argv == (*(entrypoint or ()), "")


@pytest.mark.parametrize("engine", [name for name in ENGINES if name not in LITERAL])
@settings(max_examples=20)
@given(cmd=plain)
def test_an_image_s_one_empty_word_is_no_entrypoint(engine: str, cmd: list[str]) -> None:
    """And its absent and empty ones are none either: here engines tell none of the three apart."""
    found = [
        resolved(ImageConfig(entrypoint=value, cmd=cmd), Override(), engine)
        for value in (None, [], [""])
    ]

    assert [answer.argv if answer else None for answer in found] == [tuple(cmd)] * 3


@pytest.mark.parametrize("engine", LITERAL)
@settings(max_examples=20)
@given(cmd=plain)
def test_an_image_s_one_empty_word_is_a_word_to_some(engine: str, cmd: list[str]) -> None:
    """Containerd before 1.6.9 runs it (containerd#7229), and CRI-O."""
    answer = resolved(ImageConfig(entrypoint=[""], cmd=cmd), Override(), engine)

    assert answer is not None
    assert answer.argv == ("", *cmd)
