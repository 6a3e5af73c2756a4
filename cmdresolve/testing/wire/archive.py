"""The two tar archives an engine is fed: a build context, and images in `docker save` form."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


CONTEXT = ("Dockerfile", "f")
"""The files of a build context."""


@frozen
class ImageFile:
    """An image: the bytes of its config's blob and the id they give it."""

    blob: bytes
    id: str

    @property
    def config(self) -> dict[str, Any]:
        """The config in the blob."""
        config: dict[str, Any] = json.loads(self.blob)["config"]
        return config


def tar(files: Iterable[tuple[str, bytes]], *, mode: int = 0o644) -> bytes:
    """Return an uncompressed tar holding `files`, in order, all with `mode`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = mode
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def build_context(dockerfile: bytes) -> bytes:
    """Return a build context: the Dockerfile, and one file `f` for a COPY to take."""
    return tar([(name, dockerfile if name == "Dockerfile" else b"f\n") for name in CONTEXT])


def digest(blob: bytes) -> str:
    """Return the name of a blob in a store."""
    return "sha256:" + hashlib.sha256(blob).hexdigest()


def image_file(config: Mapping[str, Any], layers: Iterable[bytes] = ()) -> ImageFile:
    """Return the image with this `config` and these `layers`, each a tar.

    Keys of `config` that name the machine (`os`, `architecture`) go where an image blob has them;
    all others are stored as they are, so absent, null and empty stay three things.
    """
    blob = json.dumps(
        {
            "architecture": config.get("architecture", "amd64"),
            "os": config.get("os", "linux"),
            "config": {k: v for k, v in config.items() if k not in {"os", "architecture"}},
            "rootfs": {"type": "layers", "diff_ids": [digest(layer) for layer in layers]},
        }
    ).encode()
    return ImageFile(blob, digest(blob))


def docker_archive(images: Iterable[ImageFile]) -> bytes:
    """Return a `docker save` archive of images, each once, none with a tag."""
    unique = {image.id: image for image in images}
    files = []
    manifest: list[dict[str, Any]] = []
    for image in unique.values():
        name = image.id.removeprefix("sha256:") + ".json"
        files.append((name, image.blob))
        manifest.append({"Config": name, "RepoTags": None, "Layers": []})
    return tar([*files, ("manifest.json", json.dumps(manifest).encode())])
