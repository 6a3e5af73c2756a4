"""Platforms as ``--platform`` names them."""

from __future__ import annotations

import pytest

from cmdresolve.model.platform import Platform, parse_platform


@pytest.mark.parametrize(
    ("text", "platform", "shown"),
    [
        ("linux/amd64", Platform("linux", "amd64"), "linux/amd64"),
        ("linux", Platform("linux"), "linux/amd64"),
        ("macos", Platform("darwin"), "darwin/amd64"),
        ("macOS/x86_64", Platform("darwin", "amd64"), "darwin/amd64"),
        ("aarch64", Platform("linux", "arm64"), "linux/arm64"),
        ("linux/arm/v7", Platform("linux", "arm", "v7"), "linux/arm/v7"),
        ("Windows/AMD64", Platform("windows", "amd64"), "windows/amd64"),
        ("windows(10.0.1)/amd64", Platform("windows", "amd64"), "windows/amd64"),
        ("plan10/x", Platform("plan10", "x"), "plan10/x"),
    ],
)
def test_reads_a_platform(text: str, platform: Platform, shown: str) -> None:
    """System, architecture and variant, under their other names too."""
    assert parse_platform(text) == platform
    assert str(platform) == shown


@pytest.mark.parametrize("text", ["", "nope", "a/b/c/d", "linux/", "li nux/x", "windows(/x"])
def test_refuses_what_is_none(text: str) -> None:
    """A word alone must be a system or an architecture that Go knows."""
    assert parse_platform(text) is None
