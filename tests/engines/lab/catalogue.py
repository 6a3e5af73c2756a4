"""Which engines there are, and the Debian release each one comes from."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Kind = Literal["docker", "podman", "containerd", "apptainer"]


@frozen
class Engine:
    """An engine the lab can bring up.

    Attributes:
        name: how users and the batch protocol name it, such as ``docker@28.5``.
        kind: the program it is.
        release: the Debian release whose packages hold it.
    """

    name: str
    kind: Kind
    release: str

    @property
    def version(self) -> str:
        """The version the name promises."""
        return self.name.partition("@")[2]

    @property
    def folder(self) -> str:
        """The folder of its socket, log and store, as its own root names it."""
        return "/eng/" + self.name.replace("@", "-")


ENGINES: dict[str, Engine] = {
    engine.name: engine
    for engine in (
        Engine("docker@28.5", "docker", "forky"),
        Engine("docker@26.1", "docker", "trixie"),
        Engine("docker@20.10", "docker", "bookworm"),
        Engine("podman@5.8", "podman", "forky"),
        Engine("podman@5.4", "podman", "trixie"),
        Engine("podman@4.3", "podman", "bookworm"),
        Engine("containerd@2.1", "containerd", "forky"),
        Engine("containerd@1.7", "containerd", "trixie"),
        Engine("containerd@1.6", "containerd", "bookworm"),
        Engine("apptainer@1.4", "apptainer", "sid"),
    )
}

_ALL = ("docker.io", "podman", "buildah", "crun", "runc", "tini", "catatonit")
_CLIENTS = ("docker-cli", "docker-buildx", "docker-compose")

PACKAGES: dict[str, tuple[str, ...]] = {
    "forky": (*_ALL, *_CLIENTS),
    "trixie": (*_ALL, *_CLIENTS),
    "bookworm": _ALL,
    "sid": ("apptainer",),
}

PACKAGE_OF: dict[Kind, str] = {
    "docker": "docker.io",
    "podman": "podman",
    "containerd": "containerd",
    "apptainer": "apptainer",
}
