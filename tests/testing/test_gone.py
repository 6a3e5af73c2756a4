"""An engine that is not there, hangs, dies under a request, or has no room: clear, and soon over.

What stands for an engine here is a socket with a few prepared replies: only the oracle is tested.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

import pytest

from cmdresolve.testing import DockerOracle, OracleError, Place

VERSION = {"Version": "28.5.2", "Components": []}
INFO = {"DockerRootDir": "/nowhere", "Driver": "overlay2", "ID": "prepared"}

Reaction = Callable[[BaseHTTPRequestHandler], None]


class PreparedReplies(ThreadingMixIn, UnixStreamServer):
    """A server with the two replies an oracle begins with; `reaction` is what it does else."""

    daemon_threads = True
    reaction: Reaction


class Handler(BaseHTTPRequestHandler):
    """Answers what an oracle asks first, and leaves the rest to the test."""

    protocol_version = "HTTP/1.1"
    server: PreparedReplies

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        known = {"/version": VERSION, "/info": INFO}.get(self.path)
        if known is None:
            self.server.reaction(self)
        else:
            reply(self, 200, known)

    do_POST = do_GET  # noqa: N815 - the names http.server looks for
    do_DELETE = do_GET  # noqa: N815 - same

    def address_string(self) -> str:
        return "prepared"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def reply(handler: BaseHTTPRequestHandler, status: int, value: object) -> None:
    """Send a JSON value."""
    body = json.dumps(value).encode()
    handler.send_response_only(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def prepared(folder: Path, reaction: Reaction) -> Iterator[Path]:
    """Serve the prepared replies on a socket in `folder`."""
    socket = folder / "sock"
    server = PreparedReplies(str(socket), Handler)
    server.reaction = staticmethod(reaction)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield socket
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_no_engine_is_said_at_once(tmp_path: Path) -> None:
    """The message names the socket nobody listens on."""
    with pytest.raises(OracleError, match=r"no engine listens on .*sock"):
        DockerOracle(Place(socket=tmp_path / "sock"))


def test_an_engine_that_hangs_is_given_up(tmp_path: Path) -> None:
    """After the time limit of one call, whatever else there would be to ask."""
    end = threading.Event()
    with prepared(tmp_path, lambda _: end.wait(20) and None) as socket:
        oracle = DockerOracle(Place(socket=socket), timeout=0.3)
        begun = time.monotonic()
        with pytest.raises(OracleError, match=r"gave no answer to .* within 0\.3 s"):
            oracle.observe({"image": {}})
        assert time.monotonic() - begun < 5
        end.set()
        oracle.close()


def test_a_hung_engine_is_waited_for_once(tmp_path: Path) -> None:
    """Not once a question, nor again for what there would be to take away."""
    end = threading.Event()
    with prepared(tmp_path, lambda _: end.wait(20) and None) as socket:
        oracle = DockerOracle(Place(socket=socket), timeout=0.5, workers=2)
        begun = time.monotonic()
        with pytest.raises(OracleError, match=r"within 0\.5 s"):
            oracle.observe_many([{"dockerfile": f"FROM scratch\nCMD {n}\n"} for n in range(60)])
        oracle.close()
        assert time.monotonic() - begun < 10
        end.set()


def test_what_was_created_before_a_failure_is_taken_away(tmp_path: Path) -> None:
    """Containers and images that are there go, though the questions have no answer."""
    removed: list[str] = []

    def fail_once(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "DELETE":
            removed.append(handler.path.partition("?")[0])
            reply(handler, 200, [])
        elif handler.path.startswith("/containers/create"):
            reply(handler, 201, {"Id": "c1"})
        elif handler.path.startswith("/containers/"):
            reply(handler, 500, {"message": "database or disk is full"})
        else:
            reply(handler, 200, {})

    with prepared(tmp_path, fail_once) as socket:
        oracle = DockerOracle(Place(socket=socket), timeout=5)
        with pytest.raises(OracleError, match="no room left: database or disk is full"):
            oracle.observe({"image": {"Cmd": ["a"]}})
        container, image = removed
        oracle.close()

    assert container == "/containers/c1"
    assert image.startswith("/images/sha256%3A")
    assert len(removed) == 2


def test_an_engine_that_dies_under_a_request_is_started_again(tmp_path: Path) -> None:
    """A request that kills its handler each time it is put is answered with a fault."""
    revived: list[int] = []

    def die(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    with prepared(tmp_path, die) as socket:
        place = Place(socket=socket, revive=lambda: revived.append(1))
        oracle = DockerOracle(place, timeout=5)
        seen = oracle.observe({"dockerfile": "FROM scratch\nCMD a\n"})
        oracle.close()

    assert seen["error"]["code"] == "engine-fault"
    assert "hung up" in seen["error"]["message"]


def test_a_full_disk_is_no_refusal(tmp_path: Path) -> None:
    """The engine's own words for it stop the test instead of standing for an answer."""

    def full(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, 500, {"message": "write /layer.tar: no space left on device"})

    with prepared(tmp_path, full) as socket:
        oracle = DockerOracle(Place(socket=socket), timeout=5)
        with pytest.raises(OracleError, match=r"no room left: write /layer\.tar"):
            oracle.observe({"dockerfile": "FROM scratch\nCMD a\n"})
        oracle.close()


def test_nothing_of_an_oracle_is_left_running(tmp_path: Path) -> None:
    """Its threads end with it."""
    before = set(threading.enumerate())

    def full(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, 500, {"message": "no space left on device"})

    with prepared(tmp_path, full) as socket:
        oracle = DockerOracle(Place(socket=socket), timeout=5)
        with pytest.raises(OracleError):
            oracle.observe({"image": {}})
        oracle.close()
        left = [x for x in set(threading.enumerate()) - before if x.name.startswith("oracle")]

    assert left == []
