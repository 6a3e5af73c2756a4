"""The few calls of containerd an oracle needs: its CRI, and its own store to put images into.

Source: the numbers are those of k8s.io/cri-api pkg/apis/runtime/v1/api.proto and of containerd
api/services/{content,images,leases}/v1.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from cmdresolve.testing.oracle import OracleError, see_room, undoing
from cmdresolve.testing.wire.archive import digest
from cmdresolve.testing.wire.docker_api import RefusedError
from cmdresolve.testing.wire.protobuf import (
    WireError,
    fields,
    inner,
    message,
    pairs,
    repeated,
    text,
    texts,
)
from cmdresolve.testing.wire.unix_grpc import GrpcRefusal, UnixGrpc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cmdresolve.testing.wire.archive import ImageFile

_RUNTIME = "/runtime.v1.RuntimeService/"
_IMAGES = "/runtime.v1.ImageService/"
_STORE = "/containerd.services."
_LEASES = _STORE + "leases.v1.Leases/"

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_CONFIG = "application/vnd.oci.image.config.v1+json"
_LAYER = "application/vnd.oci.image.layer.v1.tar"

_NAMESPACE = ("containerd-namespace", "k8s.io")
# Marks an image that needs no second name, its id: CRI gives it to all others.
_MANAGED = {"io.cri-containerd.image": "managed"}
_COMMIT = 2
_NODE = 2
_READY = 0
_LEASE_SECONDS = 3600
# containerd before 2.0 answers for its store before it does for its CRI.
_STARTING = "server is not initialized yet"
_STARTING_SECONDS = 10.0
_PAUSE = 0.02
_LEFTOVER = re.compile(r"failed to rename: rename .*: file exists")
_LEFTOVERS = 20


class CriApi:
    """containerd by gRPC.

    Calls an engine may refuse as part of a test return `GrpcRefusal`; the others raise
    RefusedError.
    """

    def __init__(self, grpc: UnixGrpc) -> None:
        self._grpc = grpc
        self._headers: tuple[tuple[str, str], ...] = (_NAMESPACE,)

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._grpc.close()

    def ask_again(self) -> None:
        """Ask an engine again that gave no answer in time."""
        self._grpc.ask_again()

    def version(self) -> str:
        """Return containerd's version, such as ``2.1.9``; wait until its CRI takes questions."""
        deadline = time.monotonic() + _STARTING_SECONDS
        while True:
            answer = self._grpc.call(_RUNTIME + "Version", b"")
            if not isinstance(answer, GrpcRefusal):
                return text(answer, 3)
            if _STARTING not in answer.message or time.monotonic() > deadline:
                raise RefusedError(f"containerd has no CRI: {answer.message}")
            time.sleep(_PAUSE)

    def run_sandbox(self, sandbox: bytes) -> str | GrpcRefusal:
        """Start a Pod without containers and return its id."""
        answer = self._past_leftovers("RunPodSandbox", message((1, sandbox)))
        return answer if isinstance(answer, GrpcRefusal) else text(answer, 1)

    def is_ready(self, sandbox: str) -> bool:
        """Tell whether a Pod is there and runs."""
        answer = self._grpc.call(_RUNTIME + "PodSandboxStatus", message((1, sandbox)))
        if isinstance(answer, GrpcRefusal):
            return False
        return fields(inner(answer, 1)).get(3, [_READY])[-1] == _READY

    def remove_sandbox(self, sandbox: str) -> None:
        """Stop and remove a Pod, and its containers."""
        self._done(_RUNTIME + "StopPodSandbox", message((1, sandbox)))
        self._done(_RUNTIME + "RemovePodSandbox", message((1, sandbox)))

    def create(self, sandbox: str, config: bytes, container: bytes) -> str | GrpcRefusal:
        """Create a container in a Pod of this `config` and return its id."""
        asked = message((1, sandbox), (2, container), (3, config))
        answer = self._past_leftovers("CreateContainer", asked)
        return answer if isinstance(answer, GrpcRefusal) else text(answer, 1)

    def _past_leftovers(self, method: str, asked: bytes) -> bytes | GrpcRefusal:
        """Ask again while the engine stumbles over folders that it left when it was killed.

        It removes the one it stumbles over.
        """
        said = ""
        for _ in range(_LEFTOVERS):
            answer = self._grpc.call(_RUNTIME + method, asked)
            if not isinstance(answer, GrpcRefusal) or not _LEFTOVER.search(answer.message):
                return answer
            said = answer.message
        raise OracleError(f"containerd stumbles over what it left: {said}")

    def words(self, container: str) -> list[str]:
        """Return the words a created container's process will have, from its runtime spec.

        Raises:
            OracleError: the engine does not show them.
        """
        status = self._done(_RUNTIME + "ContainerStatus", message((1, container), (2, 1)))
        try:
            shown = json.loads(texts(status, 2)["info"])
            words: list[str] = shown["runtimeSpec"]["process"]["args"]
        except (WireError, ValueError, KeyError, TypeError):
            raise OracleError(f"the status of container {container} shows no words") from None
        return words

    def remove(self, container: str) -> None:
        """Remove a container."""
        self._done(_RUNTIME + "RemoveContainer", message((1, container)))

    @contextmanager
    def lease(self, name: str) -> Iterator[None]:
        """Keep what is put into the store from being swept away before it belongs to an image.

        A lease of this name that was not let go of is taken on.
        """
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + _LEASE_SECONDS))
        asked = message((1, name), *pairs(3, {"containerd.io/gc.expire": expires}))
        answer = self._grpc.call(_LEASES + "Create", asked, self._headers)
        _unless("ALREADY_EXISTS", answer)
        with undoing(partial(self.end_lease, name)):
            self._headers = (_NAMESPACE, ("containerd-lease", name))
            try:
                yield
            finally:
                self._headers = (_NAMESPACE,)

    def end_lease(self, name: str) -> None:
        """Let go of what a lease keeps; one that is not there is no fault."""
        answer = self._grpc.call(_LEASES + "Delete", message((1, name)), self._headers)
        _unless("NOT_FOUND", answer)

    def put_image(
        self, name: str, image: ImageFile, layers: Sequence[bytes] = (), *, managed: bool = True
    ) -> None:
        """Put an image into the store; CRI sees it a little later.

        Args:
            name: what the image is called.
            image: its config blob.
            layers: its layers, as tars.
            managed: whether `name` is to be the only one it gets.
        """
        for blob in (image.blob, *layers):
            self._write(blob, {})
        manifest, labels = _manifest(image, layers)
        self._write(manifest, labels)
        target = message((1, _MANIFEST), (2, digest(manifest)), (3, len(manifest)))
        record = message((1, name), *pairs(2, _MANAGED if managed else {}), (3, target))
        asked = message((1, record))
        answer = self._grpc.call(_STORE + "images.v1.Images/Create", asked, self._headers)
        _unless("ALREADY_EXISTS", answer)

    def has_image(self, name: str) -> bool:
        """Tell whether CRI knows an image."""
        return bool(inner(self._done(_IMAGES + "ImageStatus", _named(name)), 1))

    def remove_image(self, name: str) -> None:
        """Remove an image and all its names; one that is not there is no fault."""
        self._done(_IMAGES + "RemoveImage", _named(name))
        # CRI does not know one whose config it could not read, and leaves it in the store.
        asked = message((1, name))
        answer = self._grpc.call(_STORE + "images.v1.Images/Delete", asked, self._headers)
        _unless("NOT_FOUND", answer)

    def _write(self, blob: bytes, labels: dict[str, str]) -> None:
        name = digest(blob)
        asked = message(
            (1, _COMMIT),
            (2, f"cmdresolve-{name}"),
            (3, len(blob)),
            (4, name),
            (6, blob),
            *pairs(7, labels),
        )
        answer = self._grpc.stream(_STORE + "content.v1.Content/Write", asked, self._headers)
        _unless("ALREADY_EXISTS", answer)

    def _done(self, method: str, asked: bytes = b"") -> bytes:
        answer = self._grpc.call(method, asked, self._headers)
        if isinstance(answer, GrpcRefusal):
            see_room(answer.message)
            raise RefusedError(f"containerd refuses {method}: {answer.message}")
        return answer


def sandbox_config(name: str) -> bytes:
    """Return the config of a Pod that is called `name` and needs no network of its own."""
    namespaces = message((1, _NODE))
    security = message((1, namespaces))
    return message(
        (1, message((1, name), (2, name), (3, "cmdresolve"))), (8, message((2, security)))
    )


def container_config(name: str, image: str, command: Sequence[str], args: Sequence[str]) -> bytes:
    """Return the config of a container; an empty list is not in it, as in every protobuf."""
    return message(
        (1, message((1, name))),
        (2, message((1, image))),
        *repeated(3, command),
        *repeated(4, args),
    )


def _named(image: str) -> bytes:
    return message((1, message((1, image))))


def _manifest(image: ImageFile, layers: Sequence[bytes]) -> tuple[bytes, dict[str, str]]:
    """Return a manifest, and the labels that keep what it names from being swept away."""
    parts = [(_CONFIG, image.blob), *((_LAYER, layer) for layer in layers)]
    config, *rest = (
        {"mediaType": media, "digest": digest(blob), "size": len(blob)} for media, blob in parts
    )
    manifest = {"schemaVersion": 2, "mediaType": _MANIFEST, "config": config, "layers": rest}
    labels = {
        f"containerd.io/gc.ref.content.{number}": digest(blob)
        for number, (_, blob) in enumerate(parts)
    }
    return json.dumps(manifest).encode(), labels


def _unless(code: str, answer: bytes | list[bytes] | GrpcRefusal) -> None:
    if isinstance(answer, GrpcRefusal) and answer.code != code:
        see_room(answer.message)
        raise RefusedError(f"containerd refuses what is no part of a test: {answer.message}")
