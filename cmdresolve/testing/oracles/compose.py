"""Docker Compose as an oracle: the program is really run, up to the created container."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.oracle import OracleError, Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import Created
from cmdresolve.testing.oracles.compose_relay import ComposeRelay
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.wire.programs import AS_PLUGIN, plugin, run_program, variable_words
from cmdresolve.testing.wire.relay import listening

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_USUAL = ("compose.yaml", "compose.override.yaml")
_SAFE = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
# Progress messages, which are not part of a refusal.
_TOLD = re.compile(
    r'^(?:time="[^"]*" level=\w+ msg=.*| ?(?:Container|Network) .*)\n?', re.MULTILINE
)
_OF_THE_ENGINE = "Error response from daemon: "


class ComposeOracle(DockerOracle):
    """A Docker engine whose containers are created by Compose out of a request's `compose`.

    Each request is a project of its own. Networks are not made, nothing is started, and every
    name of an image stands for the image of the request.
    """

    def __init__(self, place: Place, *, timeout: float = 60.0, workers: int = 4) -> None:
        """Talk to the engine at `place`, beside which `docker compose` is installed.

        Args:
            place: where the engine and the program live.
            timeout: how many seconds the program may take, and the engine for one call.
            workers: how many programs may run at once.

        Raises:
            OracleError: no engine answers at `place`, or there is no Compose beside it.
        """
        super().__init__(place, timeout=timeout, workers=workers)
        self._program = [plugin("compose", place, timeout), "compose"]
        said = run_program([*place.enter, *self.program, "version", "--short"], timeout)
        self.versions["compose"] = said.stdout.decode().strip()

    @property
    def engine(self) -> str:
        """Who reads the files, such as ``compose@2.40``."""
        return "compose@" + ".".join(self.versions["compose"].lstrip("v").split(".")[:2])

    @property
    def program(self) -> tuple[str, ...]:
        """The words that run Compose beside the engine."""
        return ("env", AS_PLUGIN, *self._program)

    def can_put(self, request: Request) -> bool:
        """Say whether the request has files for Compose, and nothing that a program cannot get."""
        compose = request.get("compose")
        if compose is None:
            return False
        run = compose.get("run") or {}
        given = [*(compose.get("env") or {}).values(), *(run.get("args") or ())]
        return "\0" not in "".join((*given, run.get("entrypoint") or ""))

    def _create(self, request: Request, image: str) -> Created:
        if not self.can_put(request):
            raise OracleError(f"{self.engine} starts services of files, and by words without NUL")
        compose = request["compose"]
        place = self._place
        above = place.socket.parent if place.folder else None
        folder = Path(tempfile.mkdtemp(prefix="project-", dir=above))
        try:
            names = write_files(compose, folder)
            inside = f"{place.folder or folder.parent}/{folder.name}"
            with listening(ComposeRelay, place, image, self._timeout) as (seen, host):
                variables = variable_words(compose.get("env") or {})
                words = compose_words(compose, inside, names)
                variables += [AS_PLUGIN, f"DOCKER_HOST={host}"]
                ended = run_program(
                    [*place.enter, "env", *variables, *self._program, *words], self._timeout
                )
                message = ended.stderr.decode(errors="replace")
        finally:
            shutil.rmtree(folder)
        service = compose["service"]
        for other, container in seen.containers:
            if other != service:
                self._api.remove(container)
        mine = [container for other, container in seen.containers if other == service]
        if mine:
            return Created(mine[0])
        if service in seen.refused:
            return Created(error=refusal("create", seen.refused[service]))
        return Created(error=refusal("create", self._refused(message, inside)))

    def _refused(self, message: str, folder: str) -> str:
        text = _TOLD.sub("", message.replace("\r\n", "\n")).replace(f"{folder}/", "").strip()
        if not text:
            raise OracleError(f"Compose created nothing, and said: {message.strip() or 'nothing'}")
        return text.removeprefix(_OF_THE_ENGINE)


def write_files(compose: Mapping[str, Any], folder: Path) -> list[str]:
    """Write a project's files, and return the names of those it is given by ``-f``."""
    names = []
    for place, text in enumerate(compose["files"]):
        name = _USUAL[place] if place < len(_USUAL) else f"compose.{place + 1}.yaml"
        _write(folder / name, text)
        names.append(name)
    for path, text in (compose.get("beside") or {}).items():
        if not _SAFE.fullmatch(path) or ".." in path.split("/"):
            raise OracleError(f"{path!r} is no path in a project's own folder")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / path, text)
    return names


def compose_words(compose: Mapping[str, Any], folder: str, names: Sequence[str]) -> list[str]:
    """Return the words after ``docker compose`` that create the service of a request, or run it."""
    words = [
        "--ansi=never",
        "--progress=quiet",
        f"--project-directory={folder}",
    ]
    words += ["-p", Path(folder).name, *(f"--file={folder}/{name}" for name in names)]
    run = compose.get("run")
    if run is None:
        # A service may be scaled to no container, or to many that are alike.
        return [*words, "create", f"--scale={compose['service']}=1", "--", compose["service"]]
    words += ["run", "--detach", "--no-deps"]
    if run.get("entrypoint") is not None:
        words.append(f"--entrypoint={run['entrypoint']}")
    return [*words, "--", compose["service"], *(run.get("args") or ())]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
