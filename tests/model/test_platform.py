"""Platforms as ``--platform`` names them."""

from __future__ import annotations

import pytest

from cmdresolve import DockerfileError
from cmdresolve.model.platform import Platform, parse_platform, platform_argument, read_platform


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


@pytest.mark.parametrize(
    "text", ["", "nope", "a/b/c/d", "linux/", "li nux/x", "lin.ux/x", "windows(/x"]
)
def test_refuses_what_is_none(text: str) -> None:
    """A word alone must be a system or an architecture that Go knows."""
    assert parse_platform(text) is None


@pytest.mark.parametrize(
    ("text", "buildkit", "buildah"),
    [
        ("linux/arm64/v8", "linux/arm64", "linux/arm64/v8"),
        ("Linux/ARM64/V8", "linux/arm64", "linux/arm64/v8"),
        ("linux/arm64", "linux/arm64", "linux/arm64"),
        ("linux/aarch64", "linux/arm64", "linux/arm64"),
        ("linux/arm64/9", "linux/arm64/v9", "linux/arm64/v9"),
        ("linux/arm", "linux/arm/v7", "linux/arm/v7"),
        ("linux/arm/7", "linux/arm/v7", "linux/arm/v7"),
        ("linux/arm/v6", "linux/arm/v6", "linux/arm/v6"),
        ("linux/armhf", "linux/arm/v7", "linux/arm/v7"),
        ("armel", "linux/arm/v6", "linux/arm/v6"),
        ("linux/amd64/v1", "linux/amd64", "linux/amd64"),
        ("linux/amd64/v2", "linux/amd64/v2", "linux/amd64/v2"),
        ("linux/i386", "linux/386", "linux/386"),
    ],
)
def test_variants_have_a_normal_form(text: str, buildkit: str, buildah: str) -> None:
    """It is what TARGETPLATFORM holds: run on Docker 28.5.2 and Podman 5.8.6."""
    assert str(read_platform(text, "containerd")) == buildkit
    assert str(read_platform(text, "buildah")) == buildah


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("linux/arm64", "linux/arm64"),
        ("arm64", "linux/arm64"),
        ("windows", "windows/amd64"),
        ("windows(10.0.1)/amd64", "windows/amd64"),
        ("linux/arm", "linux/arm/v7"),
        ("armhf", "linux/arm/v7"),
        ("armel", "linux/arm/v6"),
        ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"),
        ("linux/arm64/v8", "linux/arm64/v8"),
        ("Linux/ARM64/V9", "linux/arm64/v9"),
        ("macOS", "darwin/amd64"),
        ("x86_64", "linux/amd64"),
        ("plan10/x", "plan10/x"),
    ],
)
def test_reads_a_platform_that_is_a_build_argument(text: str, shown: str) -> None:
    """As TARGETPLATFORM was on Podman 5.8.6, which was given it by ``--build-arg``."""
    assert str(platform_argument(text)) == shown


@pytest.mark.parametrize(
    "text",
    ["", "bogus", "local", "/linux/arm64/", " linux/arm64", "linux/", "lin.ux/arm64", "a/b/c/d"],
)
def test_refuses_a_build_argument_that_is_no_platform(text: str) -> None:
    """Podman 5.8.6 refused all of these; as ``--platform`` some of them would do."""
    with pytest.raises(DockerfileError, match="parsing TARGETPLATFORM value") as caught:
        platform_argument(text)

    assert caught.value.code == "platform"
