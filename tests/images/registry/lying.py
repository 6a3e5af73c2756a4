"""A server on loopback that answers as it is told: what a registry may do to its clients."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Asked(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Told(NamedTuple):
    """An answer: its status, headers and body, and what is done to the stream before it."""

    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012 - nobody writes to it
    body: bytes = b""
    instead: Callable[[BaseHTTPRequestHandler], None] | None = None


class Liar(NamedTuple):
    """The server: its host, and what it was asked."""

    host: str
    asked: list[Asked]


@contextmanager
def serving(answer: Callable[[Asked], Told]) -> Iterator[Liar]:
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(self.command, self.path, headers, self.rfile.read(size)))
            told = answer(asked[-1])
            if told.instead is not None:
                told.instead(self)
                self.close_connection = True
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        do_POST = do_GET  # noqa: N815 - as the server calls it

        def log_message(self, *_: object) -> None:
            """Say nothing: the test tells what was asked."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that gives up is what is tested."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Liar(f"127.0.0.1:{server.server_port}", asked)
        server.shutdown()
