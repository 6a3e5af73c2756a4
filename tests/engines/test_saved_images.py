"""Images that real engines build: saved in every flavour, pushed to a registry, and read back."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from cmdresolve.images.archive import Wanted, read_archive, read_layout
from cmdresolve.images.engine import LocalEngine
from cmdresolve.images.inspect import read_config
from cmdresolve.images.oci import digest_of
from cmdresolve.images.registry import Registry
from cmdresolve.model.image import ImageConfig
from tests.engines.conftest import bring_up, chosen
from tests.engines.lab import engine_named, place
from tests.images import saved
from tests.images.registry import real

pytestmark = pytest.mark.engine

DOCKERFILE = b"""FROM scratch
ENV A="b c"
SHELL ["/bin/bash", "-c"]
ENTRYPOINT ["/entry", "a b", ""]
CMD serve $PORT
ONBUILD RUN echo
WORKDIR /w
USER 5
STOPSIGNAL SIGINT
EXPOSE 80
"""
NAME = "cmdresolve-test/saved:1"
FORMATS = {"docker": [()], "podman": [("--format", "docker-archive"), ("--format", "oci-archive")]}
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"


class Built(NamedTuple):
    """An image in an engine.

    Attributes:
        program: the engine's program, inside its namespaces.
        inspected: what the engine says of the image.
        archives: the image, saved in each flavour.
    """

    program: Sequence[str]
    inspected: ImageConfig
    archives: list[bytes]


def run(words: Sequence[str], data: bytes = b"") -> bytes:
    done = subprocess.run(words, input=data, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module", params=[*chosen("docker"), *chosen("podman")] or [None])
def built(request: pytest.FixtureRequest) -> Iterator[Built]:
    bring_up(request.param)
    kind = str(request.param).partition("@")[0]
    program = (*place(engine_named(request.param)).enter, kind)
    build = ("build", "--format", "docker") if kind == "podman" else ("build",)
    run([*program, *build, "-t", NAME, "-"], DOCKERFILE)
    inspected = read_config(run([*program, "image", "inspect", NAME]))
    archives = [run([*program, "save", *words, NAME]) for words in FORMATS[kind]]
    yield Built(program, inspected, archives)
    run([*program, "image", "rm", "-f", NAME])


def alike(config: ImageConfig, inspected: ImageConfig) -> bool:
    """Say whether two configs are equal but for what Podman's inspect does not print."""
    fields = ("entrypoint", "cmd", "env", "working_dir", "user", "stop_signal", "os")
    printed = inspected.shell is not None
    fields += ("shell", "on_build", "exposed_ports") if printed else ()
    return all(getattr(config, name) == getattr(inspected, name) for name in fields)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, "zstd"])
def test_a_saved_image_has_the_config_that_the_engine_shows(built: Built, pack: object) -> None:
    if pack == "zstd":
        pack = pytest.importorskip("backports.zstd").compress
    for archive in built.archives:
        data: bytes = pack(archive)  # type: ignore[operator]
        found = read_archive(io.BytesIO(data), Wanted("saved", name=NAME))
        assert alike(found.config, built.inspected)


def test_a_saved_image_is_read_from_a_folder_too(built: Built, tmp_path: Path) -> None:
    for number, archive in enumerate(built.archives):
        folder = tmp_path / str(number)
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            # Debian 12's Python is older than the filter, the newest warns without one.
            options = {"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}
            packed.extractall(folder, **options)  # type: ignore[arg-type]
        found = read_layout(str(folder), Wanted("saved", name=NAME))
        assert alike(found.config, built.inspected)


@pytest.mark.skipif(real.PROGRAM is None, reason="needs Debian's docker-registry")
def test_an_image_that_is_pushed_is_read_back_from_the_registry(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with real.registry(tmp_path) as server:
        for number, archive in enumerate(built.archives):
            manifest, blobs, media_type = as_pushed(archive)
            server.push("app", f"v{number}", manifest, *blobs, media_type=media_type)
            found = Registry().find(f"{server.host}/app:v{number}")
            assert alike(found.config, built.inspected)
            assert found.digest == digest_of(manifest)


def as_pushed(archive: bytes) -> tuple[bytes, list[bytes], str]:
    """Return what a client pushes of an archive: its manifest, all that this names, its type."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        files = {
            member.name: packed.extractfile(member).read()  # type: ignore[union-attr]
            for member in packed
            if member.isreg()
        }
    if "index.json" in files:
        (entry,) = json.loads(files["index.json"])["manifests"]
        manifest = files["blobs/" + entry["digest"].replace(":", "/")]
        record = json.loads(manifest)
        named = [record["config"], *record["layers"]]
        return (
            manifest,
            [files["blobs/" + one["digest"].replace(":", "/")] for one in named],
            entry["mediaType"],
        )
    (entry,) = json.loads(files["manifest.json"])
    config, layers = files[entry["Config"]], [files[name] for name in entry["Layers"]]
    layer = "application/vnd.docker.image.rootfs.diff.tar"
    record = {
        "schemaVersion": 2,
        "mediaType": DOCKER_MANIFEST,
        "config": saved.described(config, "application/vnd.docker.container.image.v1+json"),
        "layers": [saved.described(data, layer) for data in layers],
    }
    return saved.packed(record), [config, *layers], DOCKER_MANIFEST


def test_the_engine_is_asked_for_several_images_in_one_go(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = built.program[-1]
    run([*built.program, "tag", NAME, f"{NAME}-b"])
    log = tmp_path / "log"
    program = tmp_path / kind
    words = " ".join(f"'{word}'" for word in built.program)
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\nexec {words} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/sbin:/usr/bin:/sbin:/bin")
    engine = LocalEngine((kind,))
    engine.expect([NAME, f"{NAME}-b"])
    for name in (NAME, f"{NAME}-b"):
        found = engine.find(name)
        assert found is not None
        assert alike(found.config, built.inspected)
    assert len(log.read_text().splitlines()) == 1
    assert engine.find("cmdresolve-test/nothing:1") is None
    run([*built.program, "image", "rm", "-f", f"{NAME}-b"])
    assert shutil.which(kind) == str(program)
