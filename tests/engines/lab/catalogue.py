"""Which engines there are, and the Debian release each one comes from."""

from __future__ import annotations

import re
from typing import Literal

from attrs import evolve, frozen

Kind = Literal["docker", "podman", "containerd", "apptainer"]


@frozen
class Engine:
    """An engine the lab can bring up.

    Attributes:
        name: how users and the batch protocol name it, such as ``docker@28.5``; a word behind a
            plus sign, as in ``docker@28.5+faults``, is an instance of its own: it shares nothing
            with its namesake but the programs.
        kind: the program it is.
        release: the Debian release whose packages hold it.
    """

    name: str
    kind: Kind
    release: str

    @property
    def version(self) -> str:
        """The version the name promises."""
        return self.name.partition("@")[2].partition("+")[0]

    @property
    def space(self) -> str:
        """The namespaces it lives in: those of its release, or an instance's own."""
        own = f"+{self.folder.rpartition('/')[2]}" if self.is_instance else ""
        return self.release + own

    @property
    def is_instance(self) -> bool:
        """Whether its namespaces are its own."""
        return "+" in self.name

    @property
    def folder(self) -> str:
        """The folder of its socket, log and store, as its own root names it."""
        return "/eng/" + self.name.replace("@", "-").replace("+", "-")

    def instance(self, word: str) -> Engine:
        """Return an instance of this engine that is called `word`."""
        return evolve(self, name=f"{self.name}+{word}")


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

INSTANCE = re.compile(r"[a-z]+")

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
