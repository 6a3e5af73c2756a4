"""The records of the Container Runtime Interface, and of the kubelet on it."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, Override, OverrideError, resolve

IMAGE = ImageConfig(entrypoint=[""], cmd=["c"])


@pytest.mark.parametrize(
    ("engine", "argv"),
    [
        ("containerd-cri@1.6.0", ("", "c")),
        ("containerd-cri@1.6.9", ("c",)),
        ("containerd-cri@2.1", ("c",)),
        ("kubernetes@1.35", ("c",)),
        ("kubernetes@1.35/cri-o", ("", "c")),
    ],
)
def test_an_inherited_entrypoint_of_one_empty_word(engine: str, argv: tuple[str, ...]) -> None:
    """Counts as none since containerd 1.6.9, and to CRI-O never."""
    assert resolve(IMAGE, engine=engine).argv == argv


@pytest.mark.parametrize("engine", ["containerd-cri@2.1", "kubernetes@1.35"])
def test_a_given_entrypoint_of_one_empty_word_is_started(engine: str) -> None:
    """Only an inherited one counts as none."""
    assert resolve(IMAGE, Override(entrypoint=[""]), engine=engine).argv == ("",)


@pytest.mark.parametrize(
    ("engine", "outcome"),
    [
        ("kubernetes@1.33", ("a", "$Ã\ufffd")),
        ("kubernetes@1.34.0", "torn-character"),
        ("kubernetes@1.34.3", "torn-character"),
        ("kubernetes@1.34.4", ("a", "$é")),
        ("kubernetes@1.35.0", "torn-character"),
        ("kubernetes@1.35.1", ("a", "$é")),
    ],
)
def test_a_dollar_before_a_character_outside_ascii(
    engine: str, outcome: str | tuple[str, ...]
) -> None:
    """Torn apart, then refused for it, then kept (kubernetes#136323, #136490, #136491)."""
    seen: str | tuple[str, ...]
    try:
        seen = resolve(ImageConfig(), Override(entrypoint=["a", "$é"]), engine=engine).argv
    except OverrideError as error:
        seen = error.code

    assert seen == outcome
