"""A Docker swarm of one node as an oracle: a request becomes a service of one container.

Swarm creates the container of a task and starts it at once.  Whether that works is no matter:
``Path`` and ``Args`` are decided when it is created, and the container stays for a look at it.
"""

from __future__ import annotations

import json
import secrets
import time
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote, urlencode

from cmdresolve.testing.oracle import OracleError, Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import Created
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.oracles.docker_program import run_in_terminal
from cmdresolve.testing.wire.docker_api import JSON, OK, RefusedError, gone, message
from cmdresolve.testing.wire.unix_http import UnixHttp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Interface: TypeAlias = Literal["cli", "api"]

_NODE = {"ListenAddr": "127.0.0.1:2377", "AdvertiseAddr": "127.0.0.1"}
_PAUSE = 0.05
# How the program marks what it only passes on.
_OF_THE_ENGINE = "Error response from daemon: "
_NOT_A_MANAGER = "inactive"


class SwarmOracle(DockerOracle):
    """A Docker engine that is made a swarm, and is none any more when the oracle is closed.

    With the interface ``cli`` a text is what ``docker service create --entrypoint`` is given, so
    the program is really run, and arguments that are a text are one word of its command line.
    All else, and with ``api`` all, goes to the API as it is.
    """

    def __init__(
        self,
        place: Place,
        *,
        interface: Interface = "cli",
        timeout: float = 60.0,
        workers: int = 16,
    ) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            interface: who is told what to start.
            timeout: how many seconds the engine may take for one call, and for one task.
            workers: how many calls may be under way at once; most of a call is waiting.

        Raises:
            OracleError: no engine answers at `place`.
        """
        self._interface = interface
        self._founded = False
        super().__init__(place, timeout=timeout, workers=workers)

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``swarm@28.5`` or ``swarm@28.5/api``."""
        return f"swarm@{self._release}{'' if self._interface == 'cli' else '/api'}"

    def run_probe(
        self, request: Request, *, programs: Mapping[str, int] | None = None
    ) -> dict[str, Any]:
        """Raise: nothing can be put into a container between its creation and its start.

        Raises:
            OracleError: always.
        """
        del request, programs
        raise OracleError(f"{self.engine} starts a container as soon as it has created it")

    def close(self) -> None:
        """Leave the swarm, if this oracle founded it, and close all connections."""
        if self._founded:
            with UnixHttp(self._place.socket, self._timeout) as http:
                http.request("POST", "/swarm/leave?force=1")
        super().close()

    def _wake(self) -> None:
        super()._wake()
        if self._api.get("/info")["Swarm"]["LocalNodeState"] == _NOT_A_MANAGER:
            with UnixHttp(self._place.socket, self._timeout) as http:
                reply = http.request("POST", "/swarm/init", json.dumps(_NODE).encode(), JSON)
            if reply.status >= OK:
                raise OracleError(f"the engine cannot be made a swarm: {message(reply)}")
            self._founded = True
        # A manager that was started again has to find out that it leads.
        self._waited(self._leads, "the swarm has no leader")

    def _leads(self) -> bool:
        try:
            return bool(self._api.get("/swarm"))
        except RefusedError:
            return False

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            raise OracleError(f"{self.engine} starts nothing by a command line")
        run = request.get("run") or {}
        name = f"service-{secrets.token_hex(8)}"
        try:
            words = create_words(name, image, run) if self._interface == "cli" else None
            if words is None:
                error = self._by_api(service(name, image, run, self._interface))
            else:
                error = self._by_program(words)
            return self._of_task(name) if error is None else Created(error=error)
        finally:
            self._away(name)

    def _by_program(self, words: Sequence[str]) -> dict[str, Any] | None:
        folder = self._place.folder or self._place.socket.parent
        host = f"DOCKER_HOST=unix://{folder}/{self._place.socket.name}"
        ended = run_in_terminal([*self._place.enter, "env", host, *words], self._timeout)
        text = ended.error
        if not text:
            return None
        stage = "create" if text.startswith(_OF_THE_ENGINE) else "request"
        return refusal(stage, text.removeprefix(_OF_THE_ENGINE).partition("\n")[0])

    def _by_api(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        with UnixHttp(self._place.socket, self._timeout) as http:
            reply = http.request("POST", "/services/create", json.dumps(body).encode(), JSON)
        return refusal("create", message(reply)) if reply.status >= OK else None

    def _of_task(self, name: str) -> Created:
        """Wait until the task of a service has a container, or can have none."""
        task = self._waited(lambda: self._settled(name), f"nothing became of the task of {name}")
        container = _container(task)
        if not container:
            return Created(error=refusal("create", task["Status"]["Err"]))
        return Created(words=self._inspected(container))

    def _settled(self, name: str) -> dict[str, Any] | None:
        return next(
            (task for task in self._tasks(name) if _container(task) or task["Status"].get("Err")),
            None,
        )

    def _tasks(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._api.get(f"/tasks?{_filter('service', name)}")
        return found

    def _away(self, name: str) -> None:
        """Remove a service and its container; what uses an image keeps it from being removed."""
        mine = f"com.docker.swarm.service.name={name}"
        with UnixHttp(self._place.socket, self._timeout) as http:
            gone(http.request("DELETE", f"/services/{quote(name)}"))

        def removed() -> bool:
            left = self._api.get(f"/containers/json?all=1&{_filter('label', mine)}")
            for container in left:
                self._api.remove(container["Id"])
            return not left

        self._waited(removed, f"the container of {name} does not go away")

    def _waited(self, found: Callable[[], Any], otherwise: str) -> Any:
        deadline = time.monotonic() + self._timeout
        while not (result := found()):
            if time.monotonic() > deadline:
                raise OracleError(f"{otherwise} within {self._timeout:g} s")
            time.sleep(_PAUSE)
        return result


def service(
    name: str, image: str, run: Mapping[str, Any], interface: Interface = "api"
) -> dict[str, Any]:
    """Return what the API is sent to create a service of one container that is started once.

    Args:
        name: what the service is called.
        image: the id of the image.
        run: the `run` of a request; its values are passed on as they are, right or wrong.
        interface: with ``cli`` arguments that are a text become the one word they are there.
    """
    container: dict[str, Any] = {"Image": image}
    if "entrypoint" in run:
        container["Command"] = run["entrypoint"]
    if "args" in run:
        args = run["args"]
        container["Args"] = [args] if interface == "cli" and isinstance(args, str) else args
    if "init" in run:
        container["Init"] = run["init"]
    return {
        "Name": name,
        "TaskTemplate": {
            "ContainerSpec": container,
            "RestartPolicy": {"Condition": "none"},
            "Networks": [{"Target": "host"}],
        },
        "Mode": {"Replicated": {"Replicas": 1}},
    }


def create_words(name: str, image: str, run: Mapping[str, Any]) -> list[str] | None:
    """Return the command line that creates the same service for an entrypoint that is a text.

    None where no entrypoint is given, or the arguments are nothing a command line could hold.

    Args:
        name: what the service is called.
        image: the id of the image.
        run: the `run` of a request.
    """
    if not isinstance(run.get("entrypoint"), str):
        return None
    args = run.get("args")
    given = [args] if isinstance(args, str) else [] if args is None else args
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        return None
    words = "docker service create --detach --quiet --no-resolve-image".split()
    words += ["--restart-condition=none", "--network=host", f"--name={name}"]
    words += ["--init"] if run.get("init") else []
    return [*words, f"--entrypoint={run['entrypoint']}", image, *given]


def _filter(key: str, value: str) -> str:
    return urlencode({"filters": json.dumps({key: [value]})})


def _container(task: Mapping[str, Any]) -> str:
    status = task["Status"].get("ContainerStatus") or {}
    identity: str = status.get("ContainerID") or ""
    return identity
