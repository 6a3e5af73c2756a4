"""gRPC over a unix socket, messages as bytes; needs `grpcio`, the ``cri`` extra."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.wire.unix_http import HungUpError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# containerd takes no path for an authority; a connection of its own sees a restart at once.
_OPTIONS = (
    ("grpc.default_authority", "localhost"),
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_receive_message_length", -1),
)


@frozen
class GrpcRefusal:
    """A call that the server refused: gRPC's name for the kind, and the server's own text."""

    code: str
    message: str


class UnixGrpc:
    """Connections to the gRPC server behind a unix socket."""

    def __init__(self, path: Path, timeout: float) -> None:
        """Talk to the server at `path`, which may take `timeout` seconds for one call.

        Raises:
            OracleError: grpcio is not installed.
        """
        try:
            import grpc  # noqa: PLC0415 - only those who ask containerd have it
        except ImportError:
            raise OracleError(
                "containerd is asked with grpcio: pip install 'grpcio>=1.60'"
            ) from None
        self._grpc = grpc
        self._path = path
        self._timeout = timeout
        self._channel: Any = None
        self._silent = False

    def ask_again(self) -> None:
        """Allow calls again after one got no answer in time."""
        self._silent = False

    def call(
        self, method: str, message: bytes, headers: Iterable[tuple[str, str]] = ()
    ) -> bytes | GrpcRefusal:
        """Send one message and return the one that comes back, or the refusal.

        Raises:
            HungUpError: nobody listens, or the other side hung up before it answered.
            OracleError: no answer came within the time limit, to this message or an earlier one, or
                the server has no such method.
        """
        try:
            made = self._connected().unary_unary(method)
            answer: bytes = made(message, timeout=self._timeout, metadata=tuple(headers))
        except self._grpc.RpcError as error:
            return self._refused(method, error)
        return answer

    def stream(
        self, method: str, message: bytes, headers: Iterable[tuple[str, str]] = ()
    ) -> list[bytes] | GrpcRefusal:
        """Send one message to a method of two streams, and return all that comes back.

        Raises:
            HungUpError: nobody listens, or the other side hung up before it answered.
            OracleError: no answer came within the time limit, to this message or an earlier one, or
                the server has no such method.
        """
        try:
            made = self._connected().stream_stream(method)
            answers = made(iter([message]), timeout=self._timeout, metadata=tuple(headers))
            return list(answers)
        except self._grpc.RpcError as error:
            return self._refused(method, error)

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _connected(self) -> Any:
        # A hung server is waited for only once, even if there is something to remove from it.
        if self._silent:
            raise OracleError(f"{self._path} has given no answer and is not asked any more")
        if self._channel is None:
            target = f"unix:{self._path.absolute()}"
            self._channel = self._grpc.insecure_channel(target, options=_OPTIONS)
        return self._channel

    def _refused(self, method: str, error: Any) -> GrpcRefusal:
        code, said = error.code(), error.details() or ""
        codes = self._grpc.StatusCode
        if code is codes.UNAVAILABLE:
            self.close()
            raise HungUpError(f"no engine answers on {self._path}: {said}")
        if code is codes.DEADLINE_EXCEEDED:
            self._silent = True
            self.close()
            raise OracleError(f"{self._path} gave no answer to {method} within {self._timeout:g} s")
        if code is codes.UNIMPLEMENTED:
            raise OracleError(f"{self._path} knows no {method}: {said}")
        return GrpcRefusal(code.name, said)
