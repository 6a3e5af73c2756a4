"""The name by which the atlas knows an image, whichever mirror a reference names.

Docker's official images are in many registries under the same tags: in mirrors, and once for each
architecture (https://github.com/docker-library/official-images, "Architectures other than amd64").
"""

from __future__ import annotations

from cmdresolve.model.image_reference import ReferenceFormatError, normalize
from cmdresolve.model.record import NamedTuple

_HUB = "docker.io/"
_OFFICIAL = "docker.io/library/"
#: Mirrors of Docker Hub, by the prefix that they put before its names.
_MIRRORS = (
    "public.ecr.aws/docker/",
    "mirror.gcr.io/",
    "registry-1.docker.io/",
    "registry.hub.docker.com/",
    "docker.m.daocloud.io/",
)
_ARCHITECTURES = frozenset(
    "amd64 arm32v5 arm32v6 arm32v7 arm64v8 i386 mips64le ppc64le riscv64 s390x winamd64 "
    "windows-amd64".split()
)


class Name(NamedTuple):
    """An image as the atlas looks it up.

    Attributes:
        repository: registry and path, such as ``docker.io/library/python``.
        tag: the tag; empty where only a digest is given.
        digest: the digest; empty where none is given.
    """

    repository: str
    tag: str
    digest: str


def parse(reference: str) -> Name | None:
    """Return the name of a reference, or None for a text that is not a reference."""
    try:
        full = normalize(reference)
    except ReferenceFormatError:
        return None
    full, _, digest = full.partition("@")
    path, colon, tag = full.rpartition(":")
    if not colon or "/" in tag:
        path, tag = full, ""
    return Name(_original(path), tag, digest)


def _original(path: str) -> str:
    for mirror in _MIRRORS:
        if path.startswith(mirror):
            rest = path[len(mirror) :]
            path = f"{_HUB}{rest}" if "/" in rest else f"{_OFFICIAL}{rest}"
            break
    owner, _, name = path.removeprefix(_HUB).partition("/")
    if path.startswith(_HUB) and owner in _ARCHITECTURES:
        return f"{_OFFICIAL}{name}"
    return path
