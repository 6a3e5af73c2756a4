"""What an oracle is: a real engine behind the questions and answers of the batch protocol.

An oracle takes the request `cmdresolve.batch.answer` takes and returns an answer of the same
shape, but it asks an engine instead of a model.  Whatever compares the two needs nothing else,
so a build tool can put its own engine behind `Oracle` and run the same property tests.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

from attrs import frozen

from cmdresolve.testing.messages import classify, line_of

Request: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]

# The system's own words for a full disk, and SQLite's, which every engine passes on.
_NO_ROOM = ("no space left on device", "database or disk is full")

#: What a manifest calls the image of its request, and the objects that start Pods.
IMAGE, POD = "cmdresolve-image", "cmdresolve-pod"

STORED_FIELDS = ("Entrypoint", "Cmd", "Shell", "OnBuild")


class OracleError(Exception):
    """The oracle itself failed: no engine, no answer in time, a question it cannot put.

    Never raised for what an engine refuses: that is an answer, with `error` in it.
    """


@runtime_checkable
class Oracle(Protocol):
    """A real engine that answers batch-protocol requests.

    Attributes:
        engine: who starts the container, such as ``docker@28.5``.
        builder: who builds a `dockerfile`, such as ``buildkit@28.5``; None when it cannot build.
    """

    @property
    def engine(self) -> str:
        """Who starts the container."""

    @property
    def builder(self) -> str | None:
        """Who builds a Dockerfile."""

    def observe(self, request: Request) -> Answer:
        """Put one request to the engine and return what it did.

        The answer holds `id` (as given), `image` (`Entrypoint`, `Cmd`, `Shell` and `OnBuild` as
        the builder stored them, None where it stored none) and `argv`, or `error` with `stage`,
        `code`, `message` and, when the engine names one, `line`.  An image that was built before
        the engine refused to start it stands beside `error`.

        Raises:
            OracleError: the engine cannot be asked.
        """

    def observe_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Put many requests, faster than one by one; answers come in the order of `requests`."""

    def close(self) -> None:
        """Remove what the oracle left in the engine and let go of the connection."""


@frozen(kw_only=True)
class Place:
    """Where an engine lives, for an oracle that talks to it.

    Attributes:
        socket: the unix socket of its API.
        root: the folder under which the engine's own file system is visible from here.
        enter: words to put before a command to run it where the engine runs.
        folder: the socket's folder, as the engine's own file system names it.
        revive: starts the engine again when it died; None when nobody can.
    """

    socket: Path
    root: Path = Path("/")
    enter: tuple[str, ...] = ()
    folder: str | None = None
    revive: Callable[[], None] | None = None

    def inside(self, path: str | Path) -> Path:
        """Return where `path`, as the engine names it, is visible from here."""
        return self.root / str(path).lstrip("/")


def dockerfile_bytes(request: Request) -> bytes | None:
    """Return the Dockerfile of a request, byte for byte, or None when it has none."""
    if "dockerfile_b64" in request:
        return base64.b64decode(request["dockerfile_b64"])
    text = request.get("dockerfile")
    return None if text is None else text.encode()


def stored(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an image config that an answer shows, None where one is absent."""
    return {name: config.get(name) for name in STORED_FIELDS}


def refusal(stage: str, text: str) -> dict[str, Any]:
    """Return the `error` of an answer for the text an engine refused with.

    Raises:
        OracleError: the engine refuses for want of room, which is no answer to any question.
    """
    see_room(text)
    error: dict[str, Any] = {"stage": stage, "code": classify(text), "message": text}
    line = line_of(text)
    if line is not None:
        error["line"] = line
    return error


def see_room(text: str) -> None:
    """Check that an engine's message is not about a full disk.

    Raises:
        OracleError: it is; that is no answer to a question.
    """
    if any(words in text.lower() for words in _NO_ROOM):
        raise OracleError(f"the engine has no room left: {text.strip()}")


@contextmanager
def needing_room() -> Iterator[None]:
    """Turn a full disk into an OracleError, for writes of the oracle itself.

    Raises:
        OracleError: it is full.
    """
    try:
        yield
    except OSError as error:
        see_room(str(error))
        raise


@contextmanager
def undoing(undo: Callable[[], None]) -> Iterator[None]:
    """Undo at the end what was done in an engine, without hiding an error that led there.

    Raises:
        OracleError: the block succeeded, and undoing failed.
    """
    try:
        yield
    except BaseException:
        with suppress(OracleError):
            undo()
        raise
    undo()
