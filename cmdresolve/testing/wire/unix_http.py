"""HTTP over a unix socket, with nothing but the standard library."""

from __future__ import annotations

import http.client
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from attrs import field, frozen

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class HungUpError(OracleError):
    """The engine hung up instead of answering, or is not there: a handler, or all of it, died."""


@frozen
class Reply:
    """What came back: the HTTP status, the whole body, and the headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(factory=dict)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class UnixHttp:
    """One kept-alive connection to a unix socket; not to be shared between threads."""

    def __init__(self, path: Path, timeout: float, silence: threading.Event | None = None) -> None:
        """Prepare to talk to whoever listens on `path`.

        Args:
            path: the socket.
            timeout: how many seconds a reply may take.
            silence: set when a reply takes longer.  While it is set nobody is asked anything, so
                connections that share it wait for a hung engine once, not each in its turn.
        """
        self._path = path
        self._timeout = timeout
        self._silence = threading.Event() if silence is None else silence
        self._connection: _UnixConnection | None = None

    def request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request and return the reply.

        Raises:
            HungUpError: nobody listens, or the other side hung up before it answered.
            OracleError: no answer came within the time limit, to this request or an earlier one.
        """
        if self._silence.is_set():
            raise OracleError(f"{self._path} has given no answer and is not asked any more")
        kept = self._connection is not None
        try:
            return self._exchange(method, target, body, headers)
        except TimeoutError:
            self._silence.set()
            self.close()
            raise OracleError(
                f"{self._path} gave no answer to {method} {target.partition('?')[0]} "
                f"within {self._timeout:g} s"
            ) from None
        except (http.client.HTTPException, ConnectionError, FileNotFoundError) as error:
            self.close()
            # A restart of the engine may have closed an idle connection: try a fresh one.
            if kept:
                return self.request(method, target, body, headers)
            if isinstance(error, (ConnectionRefusedError, FileNotFoundError)):
                raise HungUpError(f"no engine listens on {self._path}") from None
            raise HungUpError(f"{self._path}: {error}") from None

    def _exchange(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str] | None
    ) -> Reply:
        if self._connection is None:
            self._connection = _UnixConnection(self._path, self._timeout)
        # An engine that refuses early does not read the whole body, but its answer can be read.
        with suppress(BrokenPipeError):
            self._connection.request(method, target, body, dict(headers or {}))
        response = self._connection.getresponse()
        return Reply(response.status, response.read(), dict(response.getheaders()))

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
