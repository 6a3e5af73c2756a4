"""The one name that the atlas knows an image by."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.images.atlas_names import parse

ATLAS = cr.atlas()


@pytest.mark.parametrize(
    "reference",
    [
        "debian:12",
        "library/debian:12",
        "docker.io/debian:12",
        "docker.io/library/debian:12",
        "index.docker.io/library/debian:12",
        "registry-1.docker.io/library/debian:12",
        "registry.hub.docker.com/library/debian:12",
        "mirror.gcr.io/debian:12",
        "mirror.gcr.io/library/debian:12",
        "public.ecr.aws/docker/library/debian:12",
        "amd64/debian:12",
        "arm64v8/debian:12",
        "docker.io/arm32v7/debian:12",
    ],
)
def test_an_official_image_is_known_by_all_its_names(reference: str) -> None:
    """Mirrors serve the same image, and so do the repositories of single architectures."""
    found = ATLAS.find(reference)

    assert found is not None
    assert (found.config.entrypoint or None, found.config.cmd) == (None, ("bash",))
    assert (found.origin, found.supposed) == ("atlas", False)
    assert found.config.name == reference
    assert found.shells == {"sh", "bash"}


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("python", ("docker.io/library/python", "latest", "")),
        ("python:3-slim", ("docker.io/library/python", "3-slim", "")),
        ("bitnami/redis:7", ("docker.io/bitnami/redis", "7", "")),
        ("ghcr.io/a/b:1", ("ghcr.io/a/b", "1", "")),
        ("arm64v8/python:3", ("docker.io/library/python", "3", "")),
        ("public.ecr.aws/docker/library/python:3", ("docker.io/library/python", "3", "")),
        ("mirror.gcr.io/library/python:3", ("docker.io/library/python", "3", "")),
        ("localhost:5000/python:3", ("localhost:5000/python", "3", "")),
        ("a@sha256:" + "0" * 64, ("docker.io/library/a", "", "sha256:" + "0" * 64)),
        ("a:1@sha256:" + "0" * 64, ("docker.io/library/a", "1", "sha256:" + "0" * 64)),
        ("Not A Reference", None),
    ],
)
def test_a_reference_has_one_name(reference: str, name: tuple[str, str, str] | None) -> None:
    """Mirrors and the folders of architectures lead to Docker's own."""
    assert parse(reference) == name
