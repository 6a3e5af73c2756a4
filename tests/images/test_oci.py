"""What an index or manifest leads to: platforms, media types, digests."""

from __future__ import annotations

import base64

import pytest

from cmdresolve.images import oci
from cmdresolve.images.oci import Descriptor
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.platform import Platform
from tests.images import saved

HELM = "application/vnd.cncf.helm.config.v1+json"


def no_blob(descriptor: Descriptor, _: str) -> bytes:
    raise AssertionError(descriptor.digest)


def followed(document: bytes, *blobs: bytes, platform: Platform | None = None) -> bytes:
    there = {saved.digest(blob): blob for blob in blobs}
    found = oci.follow(
        document,
        saved.digest(document),
        lambda one, _: there[one.digest],
        platform=platform,
        where="here",
    )
    return found.config


@pytest.mark.parametrize(
    ("wanted", "there", "taken"),
    [
        (Platform("linux", "arm", "v7"), ["arm/v6", "arm/v7"], "arm/v7"),
        (Platform("linux", "arm", "v7"), ["arm/v5", "arm/v6"], "arm/v6"),
        (Platform("linux", "arm"), ["arm/v6", "arm/v7"], "arm/v7"),
        (Platform("linux", "arm64"), ["arm64/v8"], "arm64/v8"),
        (Platform("linux", "arm64", "v8"), ["arm64"], "arm64"),
        (Platform("linux", "amd64"), ["386", "amd64"], "amd64"),
        (Platform("linux", "arm", "v6"), ["arm/v7"], None),
        (Platform("windows", "amd64"), ["amd64"], None),
    ],
)
def test_a_platform_takes_what_it_runs(
    wanted: Platform, there: list[str], taken: str | None
) -> None:
    """As containerd orders them (platforms v0.2.1 compare.go Only)."""
    listed = [Descriptor(name, platform=Platform("linux", *name.split("/"))) for name in there]

    if taken is None:
        with pytest.raises(ImageConfigError, match="it has no image for"):
            oci.choose(listed, wanted, "here")
    else:
        assert oci.choose(listed, wanted, "here").digest == taken


def test_an_attestation_is_no_image() -> None:
    about = Descriptor("a", platform=Platform("unknown", "unknown"), attestation=True)

    with pytest.raises(ImageConfigError, match="it has nothing"):
        oci.choose([about], None, "here")
    assert oci.choose([about, Descriptor("b")], None, "here").digest == "b"


def test_a_blob_may_stand_in_its_descriptor() -> None:
    config = saved.config("x")
    inline = saved.described(config, saved.CONFIG, data=base64.b64encode(config).decode())
    document = saved.packed({"config": inline, "layers": []})

    found = oci.follow(document, "sha256:0", no_blob, platform=None, where="here")

    assert (found.config, found.digest) == (config, "sha256:0")


def nested(depth: int) -> list[bytes]:
    """Return indexes, each of which holds the one before it alone."""
    documents = [saved.manifest(saved.config("x"))]
    for _ in range(depth):
        documents.append(saved.index(saved.described(documents[-1], saved.INDEX)))
    return documents


def test_indexes_may_be_nested_only_so_deep() -> None:
    *inner, outer = nested(3)
    assert followed(outer, *inner, saved.config("x")) == saved.config("x")
    *inner, outer = nested(4)
    with pytest.raises(ImageConfigError, match="nested more than 4 deep"):
        followed(outer, *inner)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b"[]", "its manifest is not a JSON object"),
        (b"{}", "its manifest names no config"),
        (b'{"schemaVersion": 1, "fsLayers": []}', "its manifest is of Docker's first schema"),
        (b'{"manifests": {}}', "its index has no list of manifests"),
        (b'{"config": {}}', "a descriptor without a digest"),
        (saved.manifest(b"{}", HELM), f"it is not a runnable image: its config is {HELM}"),
        (b'{"config": {"digest": "md5:00"}}', "by 'md5:00', which is not a digest"),
        (b'{"config": {"digest": "x", "size": 99999999}}', "config is larger than 8 MiB"),
        (
            b'{"mediaType": "application/vnd.oci.image.manifest.v1+json", "manifests": []}',
            "its manifest is not of the media type it names",
        ),
        (b"\xff", "its manifest is not JSON"),
    ],
)
def test_what_leads_to_no_image_is_refused(document: bytes, message: str) -> None:
    with pytest.raises(ImageConfigError) as caught:
        oci.follow(document, "sha256:0", lambda *_: b"", platform=None, where="here")

    assert caught.value.message.startswith("here: ")
    assert message in caught.value.message


def test_a_blob_of_another_size_or_digest_is_refused() -> None:
    document = saved.manifest(saved.config("x"))

    def give(data: bytes) -> None:
        oci.follow(document, "sha256:0", lambda *_: data, platform=None, where="here")

    with pytest.raises(ImageConfigError, match="another size"):
        give(saved.config("longer"))
    with pytest.raises(ImageConfigError, match="another digest"):
        give(saved.config("y"))
