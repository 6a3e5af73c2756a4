"""The Docker SDK for Python as an oracle: what it makes of a request, and its engine of that.

The package is ``docker``, which comes with the extra ``docker-py``; nothing else here needs it.
"""

from __future__ import annotations

import importlib
import threading
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.oracle import OracleError, Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import Created
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.wire.unix_http import HungUpError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {"entrypoint": "entrypoint", "args": "command"}


class DockerPyOracle(DockerOracle):
    """A Docker engine whose containers are created by the Docker SDK for Python.

    A key of `run` that is missing is an argument not given; `args` is its `command`.
    """

    def __init__(self, place: Place, *, timeout: float = 60.0, workers: int = 4) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            timeout: how many seconds the engine may take for one call.
            workers: how many calls may be under way at once.

        Raises:
            OracleError: the package ``docker`` is not here, or no engine answers at `place`.
        """
        try:
            self._package: Any = importlib.import_module("docker")
        except ImportError:
            raise OracleError(
                "the Docker SDK for Python is not here: pip install 'docker>=7'"
            ) from None
        self._clients = threading.local()
        self._opened: list[Any] = []
        super().__init__(place, timeout=timeout, workers=workers)
        self.versions["docker-py"] = self._package.__version__

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``docker-py@7.1``."""
        return "docker-py@" + ".".join(self._package.__version__.split(".")[:2])

    def close(self) -> None:
        """Close all connections, the package's too."""
        super().close()
        for client in self._opened:
            client.close()

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            raise OracleError(f"{self.engine} starts nothing by a command line")
        run: Mapping[str, Any] = request.get("run") or {}
        given = {name: run[key] for key, name in _NAMES.items() if key in run}
        errors = self._package.errors
        try:
            client = self._client()
            host = client.create_host_config(network_mode="none", init=run.get("init"))
            made = client.create_container(image, host_config=host, **given)
        except errors.APIError as error:
            return Created(error=refusal("create", error.explanation or str(error)))
        except OSError as error:
            # What the package sends its requests with calls all failures of the wire OSError.
            raise HungUpError(f"{self._place.socket}: {error}") from None
        except (ValueError, TypeError) as error:
            return Created(error=refusal("request", str(error)))
        return Created(made["Id"])

    def _client(self) -> Any:
        """Return this thread's client; the package shares none between threads."""
        client = getattr(self._clients, "one", None)
        if client is None:
            client = self._package.APIClient(
                base_url=f"unix://{self._place.socket}", version="auto", timeout=self._timeout
            )
            self._clients.one = client
            self._opened.append(client)
        return client
