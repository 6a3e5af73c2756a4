"""A proxy for an engine's API: a program's calls are recorded, and nothing is started.

The program talks to the proxy's socket.  Each kind of relay decides which calls it
answers itself, changes or records; all others are passed on unchanged.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import TYPE_CHECKING, Any, TypeVar

from cmdresolve.testing.wire.unix_http import Reply, UnixHttp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.testing.oracle import Place

#: A call that creates a container.
CREATES = re.compile(r"/containers/create\b")
#: The first status that is not a success.
REFUSED = 300

_STARTS = re.compile(r"/containers/[^/]+/(?:start|attach|wait)\b")
_CONFLICT = 409


class RelayHandler(BaseHTTPRequestHandler):
    """Handles the calls of one connection."""

    protocol_version = "HTTP/1.1"
    server: Relay

    def do_GET(self) -> None:
        """Handle a call of any method."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if _STARTS.search(self.path):
            self.say(_CONFLICT, {"message": "nothing is started here"})
        else:
            self.answer(body)

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Log nothing."""

    def address_string(self) -> str:
        """Return a name for the client, which has no address."""
        return "relay"

    def answer(self, body: bytes) -> None:
        """Answer a call that starts nothing; by default the engine does."""
        self.pass_on(body)

    def pass_on(self, body: bytes) -> Reply:
        """Pass the call on, and return the engine's reply."""
        kind = self.headers.get("Content-Type")
        with UnixHttp(self.server.engine, self.server.limit) as http:
            reply = http.request(
                self.command, self.path, body or None, {"Content-Type": kind} if kind else {}
            )
        self._reply(reply.status, reply.headers, reply.body)
        return reply

    def say(self, status: int, value: Any) -> None:
        """Answer in the engine's place."""
        self._reply(status, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"transfer-encoding", "content-length", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Relay(ThreadingMixIn, UnixStreamServer):
    """Listens for one run of a program."""

    daemon_threads = True
    handler: type[RelayHandler] = RelayHandler

    def __init__(self, path: str, engine: Path, image: str, timeout: float) -> None:
        """Listen at `path`, and pass on to the engine's socket.

        Args:
            path: where to listen.
            engine: the engine's socket.
            image: the id of the image that every name stands for.
            timeout: how many seconds the engine may take for one call.
        """
        self.engine = engine
        self.image = image
        self.limit = timeout
        super().__init__(path, self.handler)


_Kind = TypeVar("_Kind", bound=Relay)


@contextmanager
def listening(
    kind: type[_Kind], place: Place, image: str, timeout: float
) -> Iterator[tuple[_Kind, str]]:
    """Listen for one run of a program; give the relay and the address to run it with."""
    above = place.socket.parent if place.folder else None
    folder = Path(tempfile.mkdtemp(prefix="relay-", dir=above))
    path = folder / "sock"
    relay = kind(str(path), place.socket, image, timeout)
    thread = threading.Thread(target=relay.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield relay, f"unix://{place.folder or folder.parent}/{folder.name}/sock"
    finally:
        relay.shutdown()
        relay.server_close()
        shutil.rmtree(folder)
