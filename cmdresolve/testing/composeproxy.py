"""An engine for Compose to talk to: it creates containers, and nothing beside them.

Compose asks for networks before it creates a container, and for an image by its name.  Here every
name stands for one image, networks are told of and never made, and nothing is started; all else
goes to the engine behind.
"""

from __future__ import annotations

import json
import re
import secrets
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.unixhttp import UnixHttp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.testing.oracle import Place

_IMAGE = re.compile(r"(?<=/images/)(?!json\b).+(?=/json\b)")
_NETWORKS = re.compile(r"/networks\b")
_CREATES = re.compile(r"/containers/create\b")
_STARTS = re.compile(r"/containers/[^/]+/(?:start|attach|wait)\b")
_OK, _CREATED, _ABSENT, _CONFLICT, _REFUSED = 200, 201, 404, 409, 300
_SERVICE = "com.docker.compose.service"


class ComposeProxy(ThreadingMixIn, UnixStreamServer):
    """The listener, and what it has seen.

    Attributes:
        containers: each container that was created: its service and its id.
        refused: what the engine said when it would not create one, by service.
    """

    daemon_threads = True

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
        self.containers: list[tuple[str, str]] = []
        self.refused: dict[str, str] = {}
        super().__init__(path, _Handler)


@contextmanager
def proxy(place: Place, image: str, timeout: float) -> Iterator[tuple[ComposeProxy, str]]:
    """Listen for one run of Compose; give the listener and the address to run it with."""
    name = f"compose-{secrets.token_hex(4)}.sock"
    folder = place.socket.parent if place.folder else Path(tempfile.gettempdir())
    path = folder / name
    server = ComposeProxy(str(path), place.socket, image, timeout)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server, f"unix://{place.folder or folder}/{name}"
    finally:
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ComposeProxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if _STARTS.search(self.path):
            self._say(_CONFLICT, {"message": "nothing is started here"})
        elif _NETWORKS.search(self.path):
            self._network()
        elif self.command == "POST" and _CREATES.search(self.path):
            self._create(json.loads(body))
        else:
            self.path = _IMAGE.sub(self.server.image, self.path)
            self._relay(body)

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""

    def address_string(self) -> str:
        return "compose"

    def _network(self) -> None:
        if self.command == "POST":
            self._say(_CREATED, {"Id": "0" * 64, "Warning": ""})
        elif re.search(r"/networks/[^?]", self.path):
            self._say(_ABSENT, {"message": "no such network"})
        else:
            self._say(_OK, [])

    def _create(self, body: dict[str, Any]) -> None:
        body["Image"] = self.server.image
        body.pop("NetworkingConfig", None)
        body["HostConfig"]["NetworkMode"] = "none"
        service = (body.get("Labels") or {}).get(_SERVICE, "")
        status, text = self._relay(json.dumps(body).encode())
        if status < _REFUSED:
            self.server.containers.append((service, json.loads(text)["Id"]))
        else:
            self.server.refused[service] = json.loads(text)["message"]

    def _relay(self, body: bytes) -> tuple[int, bytes]:
        kind = self.headers.get("Content-Type")
        with UnixHttp(self.server.engine, self.server.limit) as http:
            reply = http.request(
                self.command, self.path, body or None, {"Content-Type": kind} if kind else {}
            )
        self._reply(reply.status, reply.headers, reply.body)
        return reply.status, reply.body

    def _say(self, status: int, value: Any) -> None:
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
