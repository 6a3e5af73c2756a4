"""The `docker` program as an oracle for command lines.

The program is really run, but its engine is a proxy: it passes everything on, puts the image at
hand in place of the one the command line names, notes the container that is created, and lets
nothing be started.  So `docker run` and `docker create` both stop where the words are decided.
"""

from __future__ import annotations

import json
import os
import pty
import re
import secrets
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.apioracle import Created
from cmdresolve.testing.oracle import OracleError, Place, refusal
from cmdresolve.testing.programs import end
from cmdresolve.testing.unixhttp import UnixHttp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STARTS = re.compile(r"/containers/[^/]+/(?:start|attach|wait)\b")
_CREATES = re.compile(r"/containers/create\b")
# Two command lines may ask for one name at the same time; a name no engine takes is passed on.
_NAME = re.compile(r"(?<=[?&])name=[a-zA-Z0-9][a-zA-Z0-9_.-]+(?:&|$)")
_CONFLICT = 409
_OK = 300


def create_by_cli(words: Sequence[str], image: str, place: Place, timeout: float) -> Created:
    """Run a `docker` command line up to the created container.

    Args:
        words: the command line, `docker` first.
        image: the id of the image it gets, whatever image it names.
        place: where the engine and the program live.
        timeout: how many seconds the program may take.

    Returns:
        The container, or the refusal: of stage ``create`` when it is the engine's, of stage
        ``request`` when the program refused its words.

    Raises:
        OracleError: the program did not end in time.
    """
    with _proxy(place, image, timeout) as (proxy, host):
        text = run_in_terminal([*place.enter, "env", f"DOCKER_HOST={host}", *words], timeout)
    if proxy.refused is not None:
        return Created(error=refusal("create", proxy.refused))
    if proxy.container is None:
        return Created(error=refusal("request", text or "no container was asked for"))
    return Created(proxy.container)


def run_in_terminal(words: Sequence[str], timeout: float) -> str:
    """Run a program whose standard input is a terminal and return what it wrote to errors.

    Raises:
        OracleError: it did not end in time.
    """
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(
            words,
            stdin=slave,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            return process.communicate(timeout=timeout)[1].decode(errors="replace").strip()
        except subprocess.TimeoutExpired:
            raise OracleError(f"{words} did not end within {timeout:g} s") from None
        finally:
            end(process)
    finally:
        os.close(master)
        os.close(slave)


class _Proxy(ThreadingMixIn, UnixStreamServer):
    """An engine that creates containers and starts none."""

    daemon_threads = True
    container: str | None = None
    refused: str | None = None

    def __init__(self, path: str, engine: Path, image: str, timeout: float) -> None:
        self.engine = engine
        self.image = image
        self.limit = timeout
        super().__init__(path, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Proxy

    def do_GET(self) -> None:
        self._relay()

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""

    def address_string(self) -> str:
        return "docker"

    def _relay(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if _STARTS.search(self.path):
            self._reply(_CONFLICT, {}, b'{"message": "nothing is started here"}')
            return
        creates = self.command == "POST" and _CREATES.search(self.path)
        if creates:
            body = json.dumps(json.loads(body) | {"Image": self.server.image}).encode()
            self.path = _NAME.sub("", self.path)
        kind = self.headers.get("Content-Type")
        with UnixHttp(self.server.engine, self.server.limit) as http:
            reply = http.request(
                self.command, self.path, body or None, {"Content-Type": kind} if kind else {}
            )
        if creates and reply.status < _OK:
            self.server.container = json.loads(reply.body)["Id"]
        elif creates:
            self.server.refused = json.loads(reply.body)["message"]
        self._reply(reply.status, reply.headers, reply.body)

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"transfer-encoding", "content-length", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def _proxy(place: Place, image: str, timeout: float) -> Iterator[tuple[_Proxy, str]]:
    name = f"cli-{secrets.token_hex(4)}.sock"
    folder = place.socket.parent if place.folder else Path(tempfile.gettempdir())
    path = folder / name
    server = _Proxy(str(path), place.socket, image, timeout)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server, f"unix://{place.folder or folder}/{name}"
    finally:
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)
