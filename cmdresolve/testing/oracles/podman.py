"""A Podman engine as an oracle: its service, and its program where the question is a flag's.

Buildah builds, in either image format; four interfaces start containers.  The words come from
the OCI runtime spec of the created container, so nothing has to start.
"""

from __future__ import annotations

import re
import secrets
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from cmdresolve.testing.oracle import OracleError, Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import ApiOracle, Build, Created, Made
from cmdresolve.testing.oracles.docker import create_body
from cmdresolve.testing.oracles.docker_program import create_by_cli
from cmdresolve.testing.oracles.podman_program import create_words, run_line, run_podman
from cmdresolve.testing.oracles.podman_store import PodmanStore
from cmdresolve.testing.wire.docker_api import Refused
from cmdresolve.testing.wire.podman_api import PodmanApi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from cmdresolve.testing.wire.unix_http import UnixHttp

Interface: TypeAlias = Literal["cli", "remote", "compat", "libpod"]
Format: TypeAlias = Literal["oci", "docker"]

_FORMATS: dict[str, str] = {
    "oci": "application/vnd.oci.image.manifest.v1+json",
    "docker": "application/vnd.docker.distribution.manifest.v2+json",
}
INIT = ["/run/podman-init", "--"]
# What may be an image's name in a command line; flags' values among them do no harm.
_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?")


class PodmanOracle(ApiOracle):
    """A Podman engine that answers batch-protocol requests.

    `run` goes to the interface chosen: as flags to the program, over the service with
    ``--remote``, or as JSON to one of the two APIs.  `cli` goes through the `podman` program, or,
    with the Docker-compatible interface, through `docker`.
    """

    def __init__(
        self,
        place: Place,
        *,
        interface: Interface = "cli",
        image_format: Format = "oci",
        timeout: float = 60.0,
        workers: int = 4,
    ) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            interface: who is told what to start.
            image_format: the format Buildah stores images in.
            timeout: how many seconds the engine may take for one call.
            workers: how many calls may be under way at once.

        Raises:
            OracleError: no engine answers at `place`.
        """
        self._interface = interface
        self._format = image_format
        self._program = threading.Lock()
        self._heredocs = threading.Lock()
        super().__init__(place, timeout=timeout, workers=workers)
        self._files = PodmanStore(self._store, self._info["Driver"])
        self._buildah = ".".join(self._info["BuildahVersion"].split(".")[:2])
        self.versions["Buildah"] = self._info["BuildahVersion"]

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``podman@5.8`` or ``podman@5.8/compat``."""
        variant = "" if self._interface == "cli" else f"/{self._interface}"
        return f"podman@{self._release}{variant}"

    @property
    def builder(self) -> str:
        """Who builds a Dockerfile, such as ``buildah@1.43`` or ``buildah@1.43/docker``."""
        return f"buildah@{self._buildah}{'' if self._format == 'oci' else '/docker'}"

    def can_put(self, request: Request) -> bool:
        """Say whether the interface can be asked this."""
        if "cli" in request:
            return self._interface in {"cli", "compat"}
        if self._interface in {"compat", "libpod"}:
            return True
        try:
            create_words(request.get("run") or {}, "")
        except OracleError:
            return False
        return True

    @property
    def _podman(self) -> PodmanApi:
        return cast("PodmanApi", self._api)

    def _connected(self, http: UnixHttp) -> PodmanApi:
        return PodmanApi(http)

    def _build_parameters(self, request: Request) -> dict[str, str]:  # noqa: ARG002 - all alike
        # No layers: an image for every instruction would only fill the store, which slows it.
        return {
            "outputformat": _FORMATS[self._format],
            "layers": "0",
            "nocache": "1",
            "rm": "1",
            "pullpolicy": "never",
        }

    def _build(self, build: Build) -> Made:
        # Buildah 1.39 keeps the bodies of heredocs by their names in one folder for all builds, and
        # a build that ends takes those of another away.
        with self._heredocs if b"<<" in build.dockerfile else nullcontext():
            return super()._build(build)

    def _blob_folder(self) -> Path:
        return PodmanStore(self._store, self._info["Driver"]).images

    def _blob(self, image: str) -> Path:
        return self._files.blob(image)

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            return self._by_line(request["cli"], image)
        run = request.get("run") or {}
        if self._interface == "compat":
            return _created(self._api.create(create_body(image, run)))
        if self._interface == "libpod" or not _says_anything(run):
            # Without an override there is nothing an interface could read in its own way.
            return _created(self._podman.create_libpod(libpod_body(image, run)))
        words = create_words(run, image, service=self._service())
        ran = run_podman(words, self._place, self._timeout)
        return Created(ran.container, ran.words, ran.error)

    def _service(self) -> str | None:
        if self._interface != "remote":
            return None
        folder = self._place.folder or self._place.socket.parent
        return f"unix://{folder}/{self._place.socket.name}"

    def _by_line(self, words: Sequence[str], image: str) -> Created:
        if self._interface == "compat":
            return create_by_cli(words, image, self._place, self._timeout)
        if self._interface != "cli":
            raise OracleError(f"{self.engine} starts nothing by a command line")
        # One at a time: two may ask for the same name, and what is new is the line's container.
        with self._program:
            names = self._name(words, image)
            try:
                before = self._containers()
                ran = run_line(words, self._place, self._timeout)
                new = self._containers() - before
            finally:
                for name in names:
                    self._podman.remove_image(name)
            if not new:
                return Created(words=ran.words, error=ran.error)
            container = new.pop()
            self._podman.rename(container, f"taken-{secrets.token_hex(8)}")
            return Created(container, ran.words)

    def _name(self, words: Sequence[str], image: str) -> list[str]:
        """Return the image every name the command line may call it by."""
        # A name of its own keeps the image for the next line when these go.
        self._podman.tagged(image, f"localhost/kept:{image.removeprefix('sha256:')}")
        names = [word for word in dict.fromkeys(words[1:]) if _NAME.fullmatch(word)]
        return [name for name in names if self._podman.tagged(image, name)]

    def _containers(self) -> set[str]:
        return {container["Id"] for container in self._api.get("/containers/json?all=1")}

    def _words(self, containers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return self._files.words(containers)

    def _shown(self, request: Request, words: list[str]) -> dict[str, Any]:
        asked = "cli" in request or (request.get("run") or {}).get("init")
        if asked and words[:2] == INIT:
            return {"argv": words[2:], "pid1": words}
        return {"argv": words}

    def _arrange(self, names: Mapping[str, str]) -> None:
        # Podman takes a short name for a local image's; written in full it is Docker Hub's.
        super()._arrange({full: image for name, image in names.items() for full in _names(name)})

    def _discard(self, images: Iterable[str]) -> None:
        doomed = list(images)
        if doomed:
            self._podman.remove_images(doomed)

    def _clean(self) -> None:
        """Remove the images without a name that a killed build has left."""
        nameless = {x["Id"] for x in self._api.get("/images/json") if not x["RepoTags"]}
        self._discard(nameless - self._shelf.images)


def libpod_body(image: str, run: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Podman's own API is sent to create a container.

    Args:
        image: the id of the image.
        run: the `run` of a request; its values are passed on as they are, right or wrong.
    """
    body: dict[str, Any] = {"image": image}
    if "entrypoint" in run:
        body["entrypoint"] = run["entrypoint"]
    if "args" in run:
        body["command"] = run["args"]
    if "init" in run:
        body["init"] = run["init"]
    return body


def _names(name: str) -> tuple[str, ...]:
    """Return the names under which a base is looked for, of which one may be Docker Hub's."""
    first, slash, _ = name.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return (name,)
    return (name, f"docker.io/{name if slash else f'library/{name}'}")


def _says_anything(run: Mapping[str, Any]) -> bool:
    given = run.get("entrypoint") is not None or run.get("args") not in (None, [])
    return given or bool(run.get("init"))


def _created(container: str | Refused) -> Created:
    if isinstance(container, Refused):
        return Created(error=refusal("create", container.message))
    return Created(container)
