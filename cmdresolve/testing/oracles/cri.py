"""containerd's CRI as an oracle: what a kubelet sends, by gRPC.

Images go into containerd's own store; containers are created in one Pod that stays, and never
started.  The words come from the OCI runtime spec that CRI has made of them.  Nothing is built.
"""

from __future__ import annotations

import itertools
import platform
import re
import secrets
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from cmdresolve.testing.oracle import (
    Answer,
    OracleError,
    Place,
    Request,
    refusal,
    see_room,
    stored,
    undoing,
)
from cmdresolve.testing.oracles.probe import compiled
from cmdresolve.testing.oracles.shelf import Shelf
from cmdresolve.testing.wire.archive import ImageFile, image_file, tar
from cmdresolve.testing.wire.cri_api import CriApi, container_config, sandbox_config
from cmdresolve.testing.wire.unix_grpc import GrpcRefusal, UnixGrpc
from cmdresolve.testing.wire.unix_http import HungUpError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CHUNK = 64
# CRI hears of a new image by an event, within milliseconds unless the machine is busy.
_PATIENCE = 5.0
_PAUSE = 0.005
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_NO_PAUSE_IMAGE = re.compile(r'failed to get sandbox image "([^"]+)"')


@frozen
class _Question:
    """A request as CRI can be asked it.

    Attributes:
        image: the image to start.
        command: the container's command.
        args: its arguments.
        started: whether a container is asked for at all.
    """

    image: ImageFile
    command: tuple[str, ...]
    args: tuple[str, ...]
    started: bool


class CriOracle:
    """A containerd that answers batch-protocol requests through its CRI.

    `entrypoint` is a container's `command`.  A request must hold an `image`; lists that it gives
    must be lists of texts, for a protobuf message has room for nothing else. A manifest cannot be
    asked: what a kubelet makes of one would have to be computed here, which is no observation.

    Attributes:
        exact_config: true: images are stored as they are given.
        versions: containerd's version.
    """

    exact_config = True
    builder: str | None = None

    def __init__(self, place: Place, *, timeout: float = 60.0) -> None:
        """Talk to the containerd at `place`.

        Args:
            place: where it lives; `socket` is that of its gRPC.
            timeout: how many seconds it may take for one call.

        Raises:
            OracleError: none answers at `place`, or grpcio is not installed.
        """
        self._place = place
        self._api = CriApi(UnixGrpc(place.socket, timeout))
        self._shelf = Shelf(place.socket, "cri")
        self._name = f"cmdresolve-{secrets.token_hex(8)}"
        self._numbers = itertools.count()
        self._config = sandbox_config(self._name)
        self._sandbox: str | None = None
        self._pause_image: str | None = None
        # The images that are there for questions, or were left there by a failure.
        self._images: list[str] = []
        version = self._api.version()
        self.versions = {"containerd": version}
        self._release = ".".join(version.split(".")[:2])

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``containerd-cri@2.1``."""
        return f"containerd-cri@{self._release}"

    @staticmethod
    def can_put(request: Request) -> bool:
        """Say whether CRI can be asked this."""
        try:
            _question(request)
        except OracleError:
            return False
        return True

    def observe(self, request: Request) -> Answer:
        """Put one request to the engine; see `Oracle.observe`."""
        return self.observe_many([request])[0]

    def observe_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Put many requests to the engine; see `Oracle.observe_many`."""
        answers: list[Answer] = []
        self._api.ask_again()
        for start in range(0, len(requests), _CHUNK):
            chunk = requests[start : start + _CHUNK]
            try:
                answers += self._chunk(chunk)
            except HungUpError:
                if self._place.revive is None:
                    raise
                self._place.revive()
                self._api.version()
                answers += self._chunk(chunk)
        return answers

    def close(self) -> None:
        """Remove the Pod and close the connection."""
        # An engine that is gone has nothing left to remove.
        with suppress(OracleError), self._shelf.alone():
            self._take_away()
            self._api.end_lease(self._name)
            if self._sandbox is not None:
                self._api.remove_sandbox(self._sandbox)
            if self._pause_image is not None:
                self._api.remove_image(self._pause_image)
        self._api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _chunk(self, requests: Sequence[Request]) -> list[Answer]:
        questions = [_question(request) for request in requests]
        images = {question.image.id: question.image for question in questions}
        # Alone: another process may have the very same image put there, and remove it.
        with self._shelf.alone(), undoing(self._take_away), self._api.lease(self._name):
            sandbox = self._ready()
            for image in images.values():
                self._images.append(image.id)
                self._api.put_image(image.id, image)
            self._wait_for(images)
            return [
                ({"id": request["id"]} if "id" in request else {})
                | {"image": stored(question.image.config)}
                | (self._started(sandbox, question) if question.started else {})
                for request, question in zip(requests, questions, strict=True)
            ]

    def _take_away(self) -> None:
        while self._images:
            self._api.remove_image(self._images[-1])
            self._images.pop()

    def _started(self, sandbox: str, question: _Question) -> dict[str, Any]:
        name = str(next(self._numbers))
        config = container_config(name, question.image.id, question.command, question.args)
        created = self._api.create(sandbox, self._config, config)
        if isinstance(created, GrpcRefusal):
            return {"error": refusal("create", created.message)}
        with undoing(partial(self._api.remove, created)):
            return {"argv": self._api.words(created)}

    def _wait_for(self, images: Iterable[str]) -> None:
        """Wait until CRI knows the images; one it cannot read it never will, and says so later."""
        deadline = time.monotonic() + _PATIENCE
        for image in images:
            while not self._api.has_image(image) and time.monotonic() < deadline:
                time.sleep(_PAUSE)

    def _ready(self) -> str:
        """Return the Pod, a new one when the last has ended with its engine."""
        if self._sandbox is not None:
            if self._api.is_ready(self._sandbox):
                return self._sandbox
            self._api.remove_sandbox(self._sandbox)
            self._sandbox = None
        made = self._api.run_sandbox(self._config)
        missing = _NO_PAUSE_IMAGE.search(made.message) if isinstance(made, GrpcRefusal) else None
        if missing:
            self._put_pause_image(missing[1])
            made = self._api.run_sandbox(self._config)
        if isinstance(made, GrpcRefusal):
            see_room(made.message)
            raise OracleError(f"containerd starts no Pod: {made.message}")
        self._sandbox = made
        return made

    def _put_pause_image(self, name: str) -> None:
        """Make the image of a Pod's own process, which a machine without a network cannot pull."""
        layer = tar([("pause", compiled("pause.c"))], mode=0o755)
        image = image_file(_for_this_machine({"Entrypoint": ["/pause"]}), [layer])
        self._api.put_image(name, image, [layer], managed=False)
        self._pause_image = name
        self._wait_for([name])


def _question(request: Request) -> _Question:
    """Return a request as CRI can be asked it.

    Raises:
        OracleError: CRI cannot be asked that.
    """
    if "image" not in request:
        raise OracleError("containerd's CRI builds nothing: a request holds `image`")
    if "cli" in request:
        raise OracleError("containerd's CRI starts nothing by a command line")
    if "kubernetes" in request:
        raise OracleError("containerd's CRI reads no manifest: a kubelet does")
    run = request.get("run")
    given = run or {}
    if given.get("init"):
        raise OracleError("containerd's CRI knows no init")
    return _Question(
        image=image_file(_for_this_machine(request["image"])),
        command=_words(given, "entrypoint"),
        args=_words(given, "args"),
        started=run is not False,
    )


def _words(run: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = run.get(key)
    words = [] if given is None else given
    if not isinstance(words, list) or not all(map(_is_text, words)):
        raise OracleError(f"a message of CRI cannot say {key} {given!r}: it has lists of texts")
    return tuple(words)


def _is_text(word: object) -> bool:
    if not isinstance(word, str):
        return False
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _for_this_machine(config: Mapping[str, Any]) -> dict[str, Any]:
    # containerd sees no image of another architecture.
    machine = platform.machine()
    return {"architecture": _ARCHITECTURES.get(machine, machine), **config}
