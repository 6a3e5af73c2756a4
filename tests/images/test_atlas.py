"""The atlas: what it finds, what it supposes, and what it does not know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

import cmdresolve as cr
from cmdresolve.model.errors import ImageConfigError

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
    "reference",
    ["debian12/nothing", "example.com/debian:12", "localhost:5000/debian:12", "UPPER", "a b", ""],
)
def test_what_it_does_not_know_it_does_not_answer(reference: str) -> None:
    assert ATLAS.find(reference) is None
    assert reference not in ATLAS
    assert ATLAS.get(reference) is None


def test_a_tag_it_does_not_have_is_supposed_from_its_line() -> None:
    """And the mapping, which must not guess, does not have it."""
    found = ATLAS.find("alpine:3.99.1")

    assert found is not None
    assert found.supposed
    assert found.config.cmd == ("/bin/sh",)
    assert found.source.endswith("supposed from docker.io/library/alpine:*")
    assert "alpine:3.99.1" not in ATLAS


def test_it_is_a_mapping_that_can_be_given_as_bases() -> None:
    assert isinstance(ATLAS, Mapping)
    assert ATLAS["alpine:3.20"].cmd == ("/bin/sh",)
    assert "alpine:3.20" in set(ATLAS)


@pytest.mark.parametrize("day", ["", "2024", "yesterday", "2024-13-01", 5])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ImageConfigError, match="is no day") as caught:
        cr.atlas(as_of=day)
    assert caught.value.stage == "request"


def test_nothing_is_read_before_the_first_question() -> None:
    code = (
        "import sys, cmdresolve as cr; atlas = cr.atlas()\n"
        "from cmdresolve.images import atlas_store\n"
        "print(atlas_store.shipped.cache_info().currsize, end=' ')\n"
        "atlas.find('debian:12'); print(atlas_store.shipped.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )

    assert done.stdout == "0 1\n"
