"""Compressed archives, unpacked as they are read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma

import pytest

from cmdresolve.images.unpacking import Counted, unpacked
from cmdresolve.model.errors import ImageConfigError

DATA = bytes(range(256)) * 40


@pytest.mark.parametrize(("data", "is_plain"), [(DATA, True), (gzip.compress(DATA), False)])
def test_a_stream_is_read_as_it_is_packed(data: bytes, is_plain: bool) -> None:  # noqa: FBT001
    """And what is taken of it is counted."""
    found = unpacked(io.BytesIO(data), "x.tar")
    read = b""
    while part := found.stream.read(1000):
        read += part

    assert found.is_plain == is_plain
    assert read == DATA
    assert found.packed.taken >= len(data) - 8


@pytest.mark.parametrize(
    ("data", "name"), [(bz2.compress(DATA), "bzip2"), (lzma.compress(DATA), "xz")]
)
def test_other_ways_to_pack_are_refused_by_name(data: bytes, name: str) -> None:
    """No engine writes them."""
    with pytest.raises(ImageConfigError, match=name):
        unpacked(io.BytesIO(data), "x.tar")


def test_a_stream_that_ends_in_the_middle_is_damaged() -> None:
    """One clear error, whatever the decompressor says."""
    found = unpacked(io.BytesIO(gzip.compress(DATA)[:40]), "x.tar")
    with pytest.raises(ImageConfigError) as caught:
        all(iter(lambda: found.stream.read(1000), b""))

    assert caught.value.code == "archive-damaged"


def test_bytes_may_be_passed_over() -> None:
    """Those that were looked at already among them."""
    file = io.BytesIO(DATA)
    counted = Counted(file, file.read(6))
    counted.skip(4)
    assert counted.read(2) == DATA[4:6]
    counted.skip(10)

    assert counted.read(3) == DATA[16:19]
    assert counted.taken == 19
