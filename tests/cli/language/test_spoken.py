"""The library's hints in the words of the command line."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.cli.language.spoken import in_flags
from cmdresolve.model.errors import CmdResolveError


def test_an_image_is_described_by_an_option() -> None:
    with pytest.raises(cr.UnknownImageError) as caught:
        _ = cr.resolve(cr.Dockerfile.parse("FROM a").image()).argv
    assert caught.value.hint == "describe the image in bases, or give its config"
    assert in_flags(caught.value).hint == (
        "look it up with --registry or --ask, or describe it: --base NAME=FILE"
    )
    assert in_flags(caught.value).needs == caught.value.needs


def test_a_build_argument_is_given_by_an_option() -> None:
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse("ARG V\nFROM $V").image()
    assert "a value in build_args" in caught.value.hint
    assert "a value with --build-arg" in in_flags(caught.value).hint


def test_a_hint_that_names_no_argument_stays() -> None:
    error = cr.DockerfileError("m", code="c", hint="write FROM")
    assert in_flags(error) is error
    assert in_flags(cr.DockerfileError("m", code="c")).hint is None


@pytest.mark.parametrize(
    ("hint", "spoken"),
    [
        ('name another: platform="linux/arm64"', "name another: --platform linux/arm64"),
        ("name no platform", "leave --platform"),
        ("ask no local engine", "leave --ask"),
        ("try again, or describe it in bases", "try again, or describe it with --base"),
    ],
)
def test_arguments_become_options(hint: str, spoken: str) -> None:
    """Those that only errors of sources have."""
    assert in_flags(CmdResolveError("m", code="c", hint=hint)).hint == spoken
