"""More ways in which programs lay an image down: folders, platforms, shapes of other programs."""

from __future__ import annotations

import io
import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.images.archive import Wanted, read_archive, read_layout
from cmdresolve.images.inspect import read_config
from cmdresolve.images.oci import digest_of
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.platform import parse_platform
from cmdresolve.testing.oracle import Place
from tests.engines.conftest import bring_up, chosen
from tests.engines.lab import engine_named, place
from tests.engines.test_saved_images import DOCKERFILE, alike, as_pushed, run
from tests.images.registry import real

pytestmark = pytest.mark.engine

NAME = "cmdresolve-test/flavours:1"
PLATFORMS = ("linux/amd64", "linux/arm64")


@pytest.fixture(scope="module", params=chosen("podman") or [None])
def has_podman(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A Podman that has the image, and a list of it for two platforms."""
    bring_up(request.param)
    where = place(engine_named(request.param))
    run([*where.enter, "podman", "build", "--format", "docker", "-t", NAME, "-"], DOCKERFILE)
    words = ["build", "--manifest", f"{NAME}-two", "--platform", ",".join(PLATFORMS), "-"]
    two = b'FROM scratch\nARG TARGETARCH\nENV A=$TARGETARCH\nCMD ["on", "it"]\n'
    run([*where.enter, "podman", *words], two)
    yield where
    run([*where.enter, "podman", "image", "rm", "-f", NAME])
    run([*where.enter, "podman", "manifest", "rm", f"{NAME}-two"])


@pytest.fixture
def folder(has_podman: Place) -> Iterator[str]:
    """A folder where the engine runs."""
    path = f"{has_podman.folder}/tmp/{secrets.token_hex(8)}"
    run([*has_podman.enter, "mkdir", path])
    yield path
    run([*has_podman.enter, "rm", "-rf", path])


def inspected(where: Place) -> ImageConfig:
    return read_config(run([*where.enter, "podman", "image", "inspect", NAME]))


def has_all(config: ImageConfig) -> bool:
    """Say whether a config has what Podman's inspect does not print."""
    return config.shell == ("/bin/bash", "-c") and config.on_build == ("RUN echo",)


@pytest.mark.parametrize("kind", ["docker-dir", "oci-dir"])
def test_podman_saves_to_a_folder(has_podman: Place, folder: str, kind: str) -> None:
    path = f"{folder}/{kind}"
    run([*has_podman.enter, "podman", "save", "--format", kind, "-o", path, NAME])
    seen = str(has_podman.inside(path))
    found = read_layout(seen, Wanted(seen, name=NAME))
    assert alike(found.config, inspected(has_podman))
    assert kind == "oci-dir" or has_all(found.config)


@pytest.mark.parametrize("kind", ["oci", "oci-archive"])
def test_a_list_of_two_platforms_answers_for_each(
    has_podman: Place, folder: str, kind: str
) -> None:
    path = f"{folder}/two"
    push = ("manifest", "push", "--all", f"{NAME}-two", f"{kind}:{path}")
    run([*has_podman.enter, "podman", *push])
    seen = has_podman.inside(path)

    def read(platform: str) -> ImageConfig:
        wanted = Wanted(str(seen), platform=parse_platform(platform))
        if kind == "oci":
            return read_layout(str(seen), wanted).config
        return read_archive(io.BytesIO(seen.read_bytes()), wanted).config

    for platform in PLATFORMS:
        architecture = platform.partition("/")[2]
        config = read(platform)
        assert config.cmd == ("on", "it")
        assert f"A={architecture}" in config.env
    with pytest.raises(CmdResolveError) as caught:
        read("linux/s390x")
    assert caught.value.code == "platform-not-found"


@pytest.mark.parametrize("kind", ["oci", "dir", "oci-archive", "docker-archive"])
def test_what_buildah_pushes_is_read(has_podman: Place, folder: str, kind: str) -> None:
    path = f"{folder}/{kind}"
    named = f":{NAME}" if kind in {"oci", "docker-archive"} else ""
    run([*has_podman.enter, "buildah", "push", "--format", "v2s2", NAME, f"{kind}:{path}{named}"])
    seen = has_podman.inside(path)
    wanted = Wanted(str(seen), name=NAME)
    found = (
        read_layout(str(seen), wanted)
        if seen.is_dir()
        else read_archive(io.BytesIO(seen.read_bytes()), wanted)
    )
    assert alike(found.config, inspected(has_podman))


def saved_archive(where: Place) -> bytes:
    return run([*where.enter, "podman", "save", "--format", "docker-archive", NAME])


@pytest.mark.skipif(shutil.which("skopeo") is None, reason="needs Debian's skopeo")
def test_what_skopeo_copies_and_prints_is_read(
    has_podman: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``skopeo copy`` to each shape of its own, and ``inspect --config`` and ``--raw``."""
    expected = inspected(has_podman)
    archive = tmp_path / "a.tar"
    archive.write_bytes(saved_archive(has_podman))
    source = f"docker-archive:{archive}"
    policy = ["skopeo", "--insecure-policy"]
    for kind in ("oci", "dir", "oci-archive", "docker-archive"):
        path = tmp_path / kind
        named = f":{NAME}" if kind in {"oci", "docker-archive"} else ""
        run([*policy, "copy", source, f"{kind}:{path}{named}"])
        wanted = Wanted(str(path), name=NAME)
        found = (
            read_layout(str(path), wanted)
            if path.is_dir()
            else read_archive(io.BytesIO(path.read_bytes()), wanted)
        )
        assert alike(found.config, expected), kind
    told = run([*policy, "inspect", "--config", source])
    config = read_config(told)
    assert alike(config, expected)

    # A manifest is no config, and that is said.
    (tmp_path / "raw.json").write_bytes(run([*policy, "inspect", "--raw", source]))
    assert main.main(["--image-config", str(tmp_path / "raw.json")]) == 2
    assert capsys.readouterr().err


def ctr(where: Place, *words: str, data: bytes = b"") -> bytes:
    address = f"{where.folder}/sock"
    return run([*where.enter, "ctr", "--address", address, "-n", "cmdresolve", *words], data)


@pytest.mark.parametrize("name", chosen("containerd") or [None])
def test_what_containerd_exports_is_read(has_podman: Place, name: str | None) -> None:
    """It is what nerdctl's ``save`` writes: an OCI layout, with a manifest.json of Docker's."""
    bring_up(name)
    where = place(engine_named(str(name)))
    data = saved_archive(has_podman)
    try:
        ctr(where, "image", "import", "-", data=data)
        (own,) = ctr(where, "image", "ls", "-q").decode().split()
        # Without --local it may end before all is written (run: ctr 2.1.9, one time in six).
        export = ("image", "export", "--local", "--platform", "linux/amd64", "-", own)
        exported = ctr(where, *export)
        found = read_archive(io.BytesIO(exported), Wanted("exported"))
        assert alike(found.config, inspected(has_podman))
        assert has_all(found.config)
    finally:
        for one in ctr(where, "image", "ls", "-q").decode().split():
            ctr(where, "image", "rm", one)


@pytest.mark.skipif(
    real.PROGRAM is None or shutil.which("crane") is None,
    reason="needs Debian's docker-registry and crane",
)
def test_what_crane_prints_is_read(
    has_podman: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``crane config``, ``crane manifest`` and ``crane pull`` of an image in a real registry."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    expected = inspected(has_podman)
    with real.registry(tmp_path) as server:
        manifest, blobs, media_type = as_pushed(saved_archive(has_podman))
        server.push("app", "1", manifest, *blobs, media_type=media_type)
        reference = f"{server.host}/app:1"
        config = read_config(crane("config", reference))
        assert alike(config, expected)
        assert has_all(config)
        assert json.loads(crane("manifest", reference)) == json.loads(manifest)
        assert crane("digest", reference).decode().strip() == digest_of(manifest)
        for kind in ("tarball", "oci"):
            path = tmp_path / f"pulled-{kind}"
            crane("pull", "--format", kind, reference, str(path))
            found = (
                read_layout(str(path), Wanted(str(path)))
                if path.is_dir()
                else read_archive(io.BytesIO(path.read_bytes()), Wanted(str(path)))
            )
            assert alike(found.config, expected), kind


def crane(*words: str) -> bytes:
    return run(["crane", *words])
