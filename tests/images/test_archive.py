"""Images out of archives and layouts: every flavour, and what hostile ones come to."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from cmdresolve.images.archive import StoredImage, Wanted, read_archive, read_layout
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.platform import Platform
from tests.images import saved

zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

ONE, OTHER = saved.config("one"), saved.config("other")


def read(data: bytes, **wanted: Any) -> StoredImage:
    return read_archive(io.BytesIO(data), Wanted("app.tar", **wanted))


def refusal(data: bytes, **wanted: Any) -> ImageConfigError:
    with pytest.raises(ImageConfigError) as caught:
        read(data, **wanted)
    return caught.value


def write(folder: Path, files: dict[str, bytes]) -> str:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(folder)


FLAVOURS = {
    "docker": saved.docker((ONE, ["shop:1"])),
    "oci": saved.of_one(ONE),
    "both": saved.docker((OTHER, ["shop:1"])) | saved.of_one(ONE),
    "index alone": {k: v for k, v in saved.of_one(ONE).items() if k != "oci-layout"},
    "dots": {f"./{name}": data for name, data in saved.of_one(ONE).items()},
}


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_an_image_is_read_in_every_flavour(flavour: str, pack: Any) -> None:
    """Plain and packed; where both flavours are there, the layout is the whole of it."""
    found = read(pack(saved.tar(FLAVOURS[flavour])))

    assert found.config.cmd == ("one",)


@pytest.mark.parametrize("flavour", ["docker", "oci"])
def test_a_pipe_is_read_forwards(flavour: str) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: Any) -> int:
            raise OSError("Illegal seek")

        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 7))

    stream: IO[bytes] = Pipe(saved.tar(FLAVOURS[flavour]))

    assert read_archive(stream, Wanted("<stdin>")).config.cmd == ("one",)


def test_the_digest_is_that_of_the_manifest_or_else_of_the_config() -> None:
    assert read(saved.tar(saved.of_one(ONE))).digest == saved.digest(saved.manifest(ONE))
    assert read(saved.tar(saved.docker((ONE, ["shop:1"])))).digest == saved.digest(ONE)
    by_another_tool = {"c.json": ONE, "manifest.json": saved.packed([{"Config": "c.json"}])}
    assert read(saved.tar(by_another_tool)).digest == saved.digest(ONE)


TWO = saved.docker((ONE, ["shop:1", "shop:latest"]), (OTHER, ["docker.io/library/till:2"]))


def test_one_of_several_images_is_found_by_its_name() -> None:
    assert read(saved.tar(TWO), reference="till:2").config.cmd == ("other",)
    assert read(saved.tar(TWO), name="docker.io/library/shop").config.cmd == ("one",)

    error = refusal(saved.tar(TWO))
    assert error.message == "app.tar: it holds several images: shop:1, docker.io/library/till:2"
    assert error.hint == "name one: app.tar:shop:1"
    error = refusal(saved.tar(TWO), name="cellar")
    assert error.code == "several-images"
    error = refusal(saved.tar(FLAVOURS["docker"]), reference="shop:9")
    assert (error.code, error.hint) == ("no-image", "it holds shop:1")


def test_a_name_that_is_not_asked_for_is_the_archive_s_own() -> None:
    assert read(saved.tar(FLAVOURS["docker"])).config.name == "shop:1"
    assert read(saved.tar(FLAVOURS["docker"]), name="base").config.name == "base"


def platforms(*architectures: str) -> dict[str, bytes]:
    configs = {name: saved.config(name, architecture=name) for name in architectures}
    manifests = {name: saved.manifest(data) for name, data in configs.items()}
    inner = saved.index(*(saved.for_platform(data, name) for name, data in manifests.items()))
    root = saved.index(saved.described(inner, saved.INDEX))
    return saved.layout(root, inner, *configs.values(), *manifests.values())


def test_the_platform_chooses_in_an_index() -> None:
    data = saved.tar(platforms("arm64", "amd64"))

    assert read(data).config.cmd == ("amd64",)
    assert read(data, platform=Platform("linux", "arm64")).config.cmd == ("arm64",)
    error = refusal(data, platform=Platform("linux", "s390x"))
    assert (
        error.message == "app.tar: it has no image for linux/s390x; it has linux/arm64, linux/amd64"
    )
    assert error.hint == 'name another: platform="linux/arm64"'
    assert refusal(saved.tar(platforms("arm64"))).code == "platform-not-found"


def test_manifests_of_platforms_may_stand_in_the_layout_itself() -> None:
    arm, amd = saved.config("arm", architecture="arm64"), saved.config("amd")
    root = saved.index(
        saved.for_platform(saved.manifest(arm), "arm64"),
        saved.for_platform(saved.manifest(amd), "amd64"),
    )
    files = saved.layout(root, arm, amd, saved.manifest(arm), saved.manifest(amd))

    assert read(saved.tar(files)).config.cmd == ("amd",)


def test_a_single_image_is_taken_whatever_it_is_for_unless_somebody_asks() -> None:
    data = saved.tar(saved.of_one(saved.config("arm", architecture="arm64")))

    assert read(data).config.cmd == ("arm",)
    error = refusal(data, platform=Platform("linux", "amd64"))
    assert error.message == "app.tar: it is for linux/arm64, not for linux/amd64"


def changed(files: dict[str, bytes], **by: bytes) -> dict[str, bytes]:
    """Put another content under the name that starts so."""
    starts = {start.replace("_", "/"): data for start, data in by.items()}
    return {
        name: next((data for start, data in starts.items() if name.startswith(start)), old)
        for name, old in files.items()
    }


def without(files: dict[str, bytes], *names: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name not in names}


NAMED = f"{saved.digest(ONE)[7:]}.json"
DOCKER = FLAVOURS["docker"]
OUTSIDE = "../../../../etc/passwd"
HOSTILE: list[tuple[str, bytes, str]] = [
    ("nothing", saved.tar({}), "no-image"),
    ("no image", saved.tar({"a.json": b"{}"}), "no-image"),
    ("half", saved.tar(DOCKER)[:700], "archive-damaged"),
    ("half of gzip", gzip.compress(saved.tar(DOCKER))[:-60], "archive-damaged"),
    ("half of zstd", zstd.compress(saved.tar(DOCKER))[:-5], "archive-damaged"),
    ("noise in gzip", b"\x1f\x8b\x08\0" + b"\xff" * 90, "archive-damaged"),
    ("gzip of a text", gzip.compress(b"FROM scratch\n" * 99), "archive-damaged"),
    ("bzip2", b"BZh91AY&SY", "not-read"),
    ("no config", saved.tar(without(DOCKER, NAMED)), "archive-damaged"),
    ("another config", saved.tar(DOCKER | {NAMED: OTHER}), "digest-mismatch"),
    (
        "a config outside",
        saved.tar({"manifest.json": saved.packed([{"Config": OUTSIDE}])}),
        "archive-damaged",
    ),
    (
        "a config that is a link",
        saved.tar(without(DOCKER, NAMED), saved.link(NAMED, OUTSIDE)),
        "archive-damaged",
    ),
    (
        "a config that is a hard link",
        saved.tar(without(DOCKER, NAMED), saved.link(NAMED, OUTSIDE, tarfile.LNKTYPE)),
        "archive-damaged",
    ),
    (
        "a manifest that is a device",
        saved.tar({}, saved.link("manifest.json", "", tarfile.CHRTYPE)),
        "archive-damaged",
    ),
    (
        "two manifests",
        saved.tar(DOCKER | {"./manifest.json": b"[]"}),
        "archive-damaged",
    ),
    ("no JSON", saved.tar({"manifest.json": b"{"}), "not-json"),
    ("deep JSON", saved.tar({"manifest.json": b"[" * 200_000}), "not-json"),
    ("a number", saved.tar({"manifest.json": b"[" + b"1" * 5000 + b"]"}), "not-json"),
    ("another JSON", saved.tar({"manifest.json": b"[1]"}), "image-manifest"),
    ("no name", saved.tar({"manifest.json": b'[{"Config": 1}]'}), "no-image"),
    ("no manifest", saved.tar(saved.layout(saved.index())), "no-image"),
    ("an index of texts", saved.tar(saved.layout(saved.index("x"))), "image-manifest"),  # type: ignore[arg-type]
    (
        "a digest outside",
        saved.tar(saved.layout(saved.index({"digest": f"sha256:{OUTSIDE}"}))),
        "bad-digest",
    ),
    (
        "another blob",
        saved.tar(changed(saved.of_one(ONE), blobs=OTHER)),
        "digest-mismatch",
    ),
    (
        "a manifest that is an index too",
        saved.tar(
            saved.layout(
                saved.index(saved.described(b'{"manifests": [], "config": {}}', saved.MANIFEST)),
                b'{"manifests": [], "config": {}}',
            )
        ),
        "image-manifest",
    ),
]


@pytest.mark.parametrize(
    ("data", "code"), [case[1:] for case in HOSTILE], ids=[x[0] for x in HOSTILE]
)
def test_a_damaged_or_hostile_archive_is_one_clear_error(data: bytes, code: str) -> None:
    error = refusal(data)

    assert error.code == code
    assert error.message.startswith("app.tar: ")
    assert "root:" not in str(error)


@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
def test_a_bomb_ends_soon(compress: Callable[[bytes], bytes]) -> None:
    """Of gigabytes of zeros that a megabyte unpacks to, no more than the bound is unpacked."""
    header = tarfile.TarInfo("layer")
    header.size = 3 << 30
    data = compress(header.tobuf()) + compress(bytes(1 << 24)) * 192

    assert refusal(data).code == "too-large"


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK])
def test_a_header_that_unpacks_to_much_is_not_read(kind: bytes) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = kind, 300 << 20
    data = gzip.compress(header.tobuf(tarfile.GNU_FORMAT)) + gzip.compress(bytes(1 << 24)) * 19

    # Which of the two sees it first is Python's affair: its own tarfile bounds them from 3.14 on.
    assert refusal(data).code == "archive-damaged"


def test_members_may_be_only_so_many_and_are_not_kept() -> None:
    data = gzip.compress(b"".join(tarfile.TarInfo(f"{n}.x").tobuf() for n in range(20_001)))
    tracemalloc.start()
    try:
        assert refusal(data).message == "app.tar: it has more than 20,000 members"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_header_that_claims_much_is_not_believed() -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 30

    data = header.tobuf(tarfile.GNU_FORMAT)
    assert refusal(data).code == "archive-damaged"
    nested = tarfile.TarInfo("x")
    nested.type = tarfile.XHDTYPE
    assert refusal(nested.tobuf() * 5000).code == "archive-damaged"


def test_a_document_may_be_only_so_large() -> None:
    files = {"manifest.json": b"[" + b" " * (9 << 20)}

    assert "larger than 8 MiB" in refusal(saved.tar(files)).message


def test_a_layout_is_read_from_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "oci", saved.of_one(ONE))
    assert read_layout(folder, Wanted(folder)).config.cmd == ("one",)

    its_manifest = saved.manifest(OTHER)
    files = {"manifest.json": its_manifest, saved.digest(OTHER)[7:]: OTHER, "version": b"1"}
    folder = write(tmp_path / "dir", files)
    found = read_layout(folder, Wanted(folder, name="shop"))
    assert (found.config.cmd, found.config.name) == (("other",), "shop")
    assert found.digest == saved.digest(its_manifest)


def test_nothing_but_files_of_the_right_digest_is_read_from_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path, saved.of_one(ONE))
    blob = tmp_path / "blobs" / "sha256" / saved.digest(ONE)[7:]
    blob.unlink()
    with pytest.raises(ImageConfigError, match="which is not in it"):
        read_layout(folder, Wanted(folder))
    blob.symlink_to("/etc/passwd")
    with pytest.raises(ImageConfigError, match="has another"):
        read_layout(folder, Wanted(folder))
    blob.unlink()
    os.mkfifo(blob)
    with pytest.raises(ImageConfigError, match="is not a regular file"):
        read_layout(folder, Wanted(folder))
    outside = saved.packed([{"Config": OUTSIDE}])
    folder = write(tmp_path / "other", {"manifest.json": outside})
    with pytest.raises(ImageConfigError, match="outside of it"):
        read_layout(folder, Wanted(folder))
