"""The few calls of the Docker Engine API an oracle needs, each one HTTP request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from attrs import frozen

from cmdresolve.testing.oracle import OracleError, see_room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cmdresolve.testing.wire.unix_http import Reply, UnixHttp

TAR = {"Content-Type": "application/x-tar"}
JSON = {"Content-Type": "application/json"}
OK = 300


@frozen
class Refused:
    """The engine's text for saying no."""

    message: str


class RefusedError(OracleError):
    """The engine refused what is no part of a test."""


class DockerApi:
    """A connection to a Docker-compatible engine; not to be shared between threads.

    Calls an engine may refuse as part of a test return `Refused`; the others raise RefusedError.
    """

    def __init__(self, http: UnixHttp) -> None:
        self._http = http

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._http.close()

    def get(self, target: str) -> Any:
        """Return the JSON a GET gives."""
        return json.loads(done(self._http.request("GET", target)).body)

    def load(self, archive: bytes) -> Refused | None:
        """Load a `docker save` archive."""
        reply = self._http.request("POST", "/images/load?quiet=1", archive, TAR)
        if reply.status >= OK:
            return Refused(message(reply))
        return next((item for item in map(failure, events(reply.body)) if item), None)

    def build(self, context: bytes, parameters: Mapping[str, str]) -> str | Refused:
        """Build a context and return the id of the image."""
        reply = self._http.request("POST", "/build?" + urlencode(parameters), context, TAR)
        if reply.status >= OK:
            return Refused(message(reply))
        built: str | None = None
        for event in events(reply.body):
            refused = failure(event)
            if refused is not None:
                return refused
            aux = event.get("aux")
            # BuildKit's trace events carry text in `aux`; only a mapping names the image.
            if isinstance(aux, dict) and "ID" in aux:
                built = aux["ID"]
        return built if built is not None else Refused("the build ended without an image")

    def create(self, body: Mapping[str, Any]) -> str | Refused:
        """Create a container and return its id."""
        reply = self._http.request("POST", "/containers/create", json.dumps(body).encode(), JSON)
        if reply.status >= OK:
            return Refused(message(reply))
        identity: str = json.loads(reply.body)["Id"]
        return identity

    def start(self, container: str) -> Refused | None:
        """Start a created container."""
        reply = self._http.request("POST", f"/containers/{container}/start")
        return Refused(message(reply)) if reply.status >= OK else None

    def wait(self, container: str) -> int:
        """Wait until a container has ended and return its exit status."""
        reply = done(self._http.request("POST", f"/containers/{container}/wait"))
        status: int = json.loads(reply.body)["StatusCode"]
        return status

    def output(self, container: str) -> bytes:
        """Return what a container with a terminal wrote."""
        return done(
            self._http.request("GET", f"/containers/{container}/logs?stdout=1&stderr=1")
        ).body

    def commit(self, container: str, changes: Sequence[str]) -> str | Refused:
        """Make an image of a container, with changes, and return its id."""
        query = urlencode([("container", container), *(("changes", x) for x in changes)])
        reply = self._http.request("POST", f"/commit?{query}", b"", JSON)
        if reply.status >= OK:
            return Refused(message(reply))
        identity: str = json.loads(reply.body)["Id"]
        return identity

    def import_files(self, archive: bytes, changes: Sequence[str]) -> str | Refused:
        """Make an image of a tar of files, with changes, and return its id."""
        query = urlencode([("fromSrc", "-"), *(("changes", x) for x in changes)])
        reply = self._http.request("POST", f"/images/create?{query}", archive, TAR)
        if reply.status >= OK:
            return Refused(message(reply))
        seen = events(reply.body)
        refused = next((found for found in map(failure, seen) if found), None)
        if refused is None and not seen:
            return Refused("the import ended without an image")
        return refused or str(seen[-1]["status"])

    def put(self, container: str, archive: bytes) -> None:
        """Unpack a tar at the root of a container."""
        done(self._http.request("PUT", f"/containers/{container}/archive?path=/", archive, TAR))

    def remove(self, container: str) -> None:
        """Remove a container, running or not."""
        gone(self._http.request("DELETE", f"/containers/{container}?force=1&v=1"))

    def tag(self, image: str, reference: str) -> None:
        """Give an image a name."""
        done(self._http.request("POST", f"/images/{image}/tag?{urlencode({'repo': reference})}"))

    def remove_image(self, reference: str) -> None:
        """Remove a name, or an image by its id; a missing one is no error."""
        gone(self._http.request("DELETE", f"/images/{quote(reference)}"))

    def prune(self) -> None:
        """Empty the build cache."""
        done(self._http.request("POST", "/build/prune?all=1"))


def events(body: bytes) -> list[dict[str, Any]]:
    """Return the objects of a stream of JSON, one a line."""
    return [json.loads(line) for line in body.splitlines() if line.strip()]


def failure(event: Mapping[str, Any]) -> Refused | None:
    """Return the refusal in an event, or None."""
    return Refused(event["error"]) if "error" in event else None


def message(reply: Reply) -> str:
    """Return the text of a refusal."""
    try:
        answer = json.loads(reply.body)
    except ValueError:
        return reply.body.decode(errors="replace").strip()
    # Podman's own part of the API says `cause` and `message`; the compatible part `message`.
    return str(answer.get("message", answer)) if isinstance(answer, dict) else str(answer)


def done(reply: Reply) -> Reply:
    """Return a reply unless it is a refusal.

    Raises:
        OracleError: it is a refusal for a full disk.
        RefusedError: it is another refusal.
    """
    if reply.status >= OK:
        see_room(message(reply))
        raise RefusedError(f"the engine answered {reply.status}: {message(reply)}")
    return reply


def gone(reply: Reply) -> None:
    """Check that something was removed, or is still needed by another.

    Raises:
        RefusedError: the engine refused for another reason.
    """
    # 404: already away; 409: another container or name still uses it.
    if reply.status not in {404, 409}:
        done(reply)
