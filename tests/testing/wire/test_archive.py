"""The tar archives that an engine is fed."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

import pytest

from cmdresolve.testing.wire.archive import build_context, digest, docker_archive, image_file, tar


def files(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        found = {entry.name: archive.extractfile(entry) for entry in archive}
    return {name: stream.read() for name, stream in found.items() if stream is not None}


def test_files_stand_in_order_with_their_mode() -> None:
    """As they are given."""
    with tarfile.open(fileobj=io.BytesIO(tar([("b", b"1"), ("a", b"")], mode=0o755))) as archive:
        found = [(x.name, x.size, x.mode) for x in archive]

    assert found == [("b", 1, 0o755), ("a", 0, 0o755)]


def test_a_context_has_something_to_copy() -> None:
    """The Dockerfile as it is, and one file."""
    assert files(build_context(b"FROM x\xff")) == {"Dockerfile": b"FROM x\xff", "f": b"f\n"}


@pytest.mark.parametrize(
    ("config", "stored"),
    [
        ({}, {}),
        ({"Cmd": None}, {"Cmd": None}),
        ({"Cmd": [], "os": "windows"}, {"Cmd": []}),
    ],
)
def test_an_image_s_blob_has_its_config(config: dict[str, Any], stored: dict[str, Any]) -> None:
    """Absent, null and empty stay three things; its id is its digest."""
    image = image_file(config)
    blob = json.loads(image.blob)

    assert image.config == stored
    assert (blob["os"], blob["architecture"]) == (config.get("os", "linux"), "amd64")
    assert image.id == digest(image.blob)


def test_each_image_stands_in_an_archive_once() -> None:
    """By the name of its config."""
    one, other = image_file({"Cmd": ["a"]}), image_file({"Cmd": ["b"]})
    found = files(docker_archive([one, other, one]))
    manifest = json.loads(found.pop("manifest.json"))

    assert [x["Config"] for x in manifest] == list(found)
    assert list(found.values()) == [one.blob, other.blob]
