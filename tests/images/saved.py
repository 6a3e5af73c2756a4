"""Archives and layouts as engines write them, made by hand for the tests."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from typing import Any

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"


def packed(record: Any) -> bytes:
    return json.dumps(record).encode()


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def config(*cmd: str, architecture: str = "amd64") -> bytes:
    return packed({"architecture": architecture, "os": "linux", "config": {"Cmd": list(cmd)}})


def described(data: bytes, media_type: str, /, **more: Any) -> dict[str, Any]:
    return {"mediaType": media_type, "digest": digest(data), "size": len(data), **more}


def manifest(its_config: bytes, media_type: str = CONFIG) -> bytes:
    """Write the manifest of an image without layers."""
    return packed({"schemaVersion": 2, "config": described(its_config, media_type), "layers": []})


def index(*manifests: Mapping[str, Any]) -> bytes:
    return packed({"schemaVersion": 2, "manifests": list(manifests)})


def for_platform(data: bytes, architecture: str, /, **more: Any) -> dict[str, Any]:
    platform = {"os": "linux", "architecture": architecture}
    return described(data, MANIFEST, platform=platform, **more)


def layout(root: bytes, *blobs: bytes) -> dict[str, bytes]:
    """Return the files of an OCI layout."""
    files = {"oci-layout": packed({"imageLayoutVersion": "1.0.0"}), "index.json": root}
    return files | {f"blobs/sha256/{digest(blob)[7:]}": blob for blob in blobs}


def of_one(its_config: bytes) -> dict[str, bytes]:
    """Return the files of an OCI layout with one image."""
    its_manifest = manifest(its_config)
    return layout(index(described(its_manifest, MANIFEST)), its_config, its_manifest)


def docker(*images: tuple[bytes, Sequence[str]]) -> dict[str, bytes]:
    """Return the files that `docker save` wrote before 25.0."""
    named = [(f"{digest(data)[7:]}.json", data, tags) for data, tags in images]
    entries = [{"Config": name, "RepoTags": list(tags), "Layers": []} for name, _, tags in named]
    return {name: data for name, data, _ in named} | {"manifest.json": packed(entries)}


def tar(files: Mapping[str, bytes], *others: tarfile.TarInfo) -> bytes:
    """Write files, and members that are none, into an archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in others:
            archive.addfile(member)
    return out.getvalue()


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member
