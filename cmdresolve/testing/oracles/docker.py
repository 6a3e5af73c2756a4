"""A Docker engine as an oracle, over nothing but its API.

Both of Docker's builders answer to ``POST /build``: version 1 is the classic builder, version 2
is BuildKit, which takes its context from the request's body as well.  The words come from the
created container: ``Path`` and ``Args`` are decided when it is created, so nothing has to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from cmdresolve.testing.oracle import Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import ApiOracle, Created
from cmdresolve.testing.oracles.docker_program import create_by_cli
from cmdresolve.testing.wire.docker_api import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Builder: TypeAlias = Literal["buildkit", "classic"]

_BUILD_VERSIONS: dict[str, str] = {"classic": "1", "buildkit": "2"}


class DockerOracle(ApiOracle):
    """A Docker engine that answers batch-protocol requests.

    `run` goes to the API as it is; `cli` goes through the `docker` program beside the engine.
    """

    def __init__(
        self,
        place: Place,
        *,
        builder: Builder = "buildkit",
        timeout: float = 60.0,
        workers: int = 4,
    ) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            builder: which of Docker's two builders builds.
            timeout: how many seconds the engine may take for one call.
            workers: how many calls may be under way at once.

        Raises:
            OracleError: no engine answers at `place`.
        """
        super().__init__(place, timeout=timeout, workers=workers)
        self._builder = builder

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``docker@28.5``."""
        return f"docker@{self._release}"

    @property
    def builder(self) -> str:
        """Who builds a Dockerfile, such as ``buildkit@28.5``."""
        return f"{self._builder}@{self._release}"

    def _build_parameters(self, request: Request) -> dict[str, str]:  # noqa: ARG002 - all alike
        # Classic's cache takes null and [] for equal, so a cached step may answer with either.
        return {"version": _BUILD_VERSIONS[self._builder], "nocache": "1", "rm": "1"}

    def _blob_folder(self) -> Path:
        driver: str = self._info["Driver"]
        return self._store / "image" / driver / "imagedb/content/sha256"

    def _blob(self, image: str) -> Path:
        return self._blob_folder() / image.removeprefix("sha256:")

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            return create_by_cli(request["cli"], image, self._place, self._timeout)
        container = self._api.create(create_body(image, request.get("run") or {}))
        if isinstance(container, Refused):
            return Created(error=refusal("create", container.message))
        return Created(container)

    def _words(self, containers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return dict(zip(containers, self._pool.map(self._inspected, containers), strict=True))

    def _inspected(self, container: str) -> tuple[str, ...]:
        seen = self._api.get(f"/containers/{container}/json")
        return (seen["Path"], *seen["Args"])

    def _clean(self) -> None:
        self._api.prune()


def create_body(image: str, run: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a Docker-compatible API is sent to create a container.

    Args:
        image: the id of the image.
        run: the `run` of a request; its values are passed on as they are, right or wrong.
    """
    body: dict[str, Any] = {"Image": image, "HostConfig": {"NetworkMode": "none"}}
    if "entrypoint" in run:
        body["Entrypoint"] = run["entrypoint"]
    if "args" in run:
        body["Cmd"] = run["args"]
    if "init" in run:
        body["HostConfig"]["Init"] = run["init"]
    return body
