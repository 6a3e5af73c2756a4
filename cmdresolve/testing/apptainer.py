"""Apptainer as an oracle: it builds a sandbox of each image and really runs it.

Nothing can be asked without starting a process, so a program that tells its own words is put
where the first word may lead to.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from cmdresolve.testing import probe
from cmdresolve.testing.archive import image_file, tar
from cmdresolve.testing.oracle import Answer, OracleError, Place, Request, refusal, stored
from cmdresolve.testing.programs import run_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Interface: TypeAlias = Literal["eval", "no-eval"]

_EXECUTABLE = 0o755
# The image's shell, which runs the run script itself when no word is left.
_SHELL = "/bin/sh"
_FATAL = re.compile(r"^(?:FATAL|panic): +(.*)", re.MULTILINE)


class ApptainerOracle:
    """The `apptainer` program: `args` are the words after the image of ``apptainer run``.

    Attributes:
        exact_config: whether `image` of an answer is what the image holds; it is, as Apptainer
            itself keeps none.
        versions: the version of the program.
    """

    exact_config = True

    def __init__(
        self, place: Place, *, interface: Interface = "eval", timeout: float = 60.0
    ) -> None:
        """Ask the program at `place`.

        Args:
            place: where the program lives; a socket it has none.
            interface: whether the shell evaluates the arguments.
            timeout: how many seconds one run of the program may take.

        Raises:
            OracleError: there is no such program.
        """
        self._place = place
        self._interface = interface
        self._timeout = timeout
        version = self._apptainer("--version").stdout.decode().split()[-1]
        self.versions = {"apptainer": version}
        self._release = ".".join(version.split(".")[:2])
        folder = place.folder
        self._folder = Path(
            tempfile.mkdtemp(prefix="oracle-", dir=None if folder is None else place.inside(folder))
        )

    @property
    def engine(self) -> str:
        """Who starts the process, such as ``apptainer@1.4`` or ``apptainer@1.4/no-eval``."""
        return f"apptainer@{self._release}{'' if self._interface == 'eval' else '/no-eval'}"

    @property
    def builder(self) -> None:
        """Nobody builds a Dockerfile."""
        return

    def observe(self, request: Request) -> Answer:
        """Put one request to the program; see `Oracle.observe`."""
        return self.observe_many([request])[0]

    def observe_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Put many requests; those that start the same image share a sandbox."""
        answers: dict[int, Answer] = {}
        configs = [_config(request) for request in requests]
        for config in dict.fromkeys(configs):
            sandbox = self._sandbox(json.loads(config))
            for number, request in enumerate(requests):
                if configs[number] == config:
                    answers[number] = self._answer(request, sandbox)
            shutil.rmtree(sandbox)
        return [answers[number] for number in range(len(requests))]

    def close(self) -> None:
        """Remove what the oracle left in the folder of the program."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _sandbox(self, config: Mapping[str, Any]) -> Path:
        layer = tar([("probe", probe.program())], mode=_EXECUTABLE)
        blob = image_file(config, [layer]).blob
        manifest = [{"Config": "config.json", "RepoTags": None, "Layers": ["layer.tar"]}]
        archive = self._folder / "image.tar"
        archive.write_bytes(
            tar(
                [
                    ("config.json", blob),
                    ("layer.tar", layer),
                    ("manifest.json", json.dumps(manifest).encode()),
                ]
            )
        )
        sandbox = self._folder / "sandbox"
        words = ["--sandbox", self._named(sandbox), f"docker-archive:{self._named(archive)}"]
        built = self._apptainer("-q", "build", *words)
        if built.returncode:
            raise OracleError(f"the image is not built: {built.stderr.decode(errors='replace')}")
        return sandbox

    def _answer(self, request: Request, sandbox: Path) -> Answer:
        answer: Answer = {"id": request["id"]} if "id" in request else {}
        answer["image"] = stored(request["image"])
        run = request.get("run") or {}
        if run.get("entrypoint") is not None:
            raise OracleError("apptainer run has no way to replace an image's entrypoint")
        given = run.get("args")
        args = [given] if isinstance(given, str) else given or []
        for path in _paths(request["image"], args):
            _put(sandbox, path)
        # Where root itself has not all capabilities Apptainer cannot pass them on.
        words = ["-q", "run", "--no-privs", *(["--no-eval"] if self._interface != "eval" else [])]
        ran = self._apptainer(*words, self._named(sandbox), *args)
        if ran.stdout:
            return answer | {"argv": probe.told(ran.stdout)["argv"]}
        text = ran.stderr.decode(errors="replace")
        fatal = _FATAL.search(text)
        return answer | {"error": refusal("start", text if fatal is None else fatal[1])}

    def _apptainer(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        line = [*self._place.enter, "apptainer", *words]
        try:
            return run_program(line, self._timeout)
        except FileNotFoundError:
            raise OracleError("there is no program called apptainer") from None

    def _named(self, path: Path) -> str:
        """Return a path as the program's own file system names it."""
        if self._place.folder is None:
            return str(path)
        return f"{self._place.folder}/{path.relative_to(self._folder.parent)}"


def _config(request: Request) -> str:
    if "image" not in request:
        raise OracleError("Apptainer builds no Dockerfile: a request holds `image`")
    if "cli" in request:
        raise OracleError("Apptainer starts nothing by a docker or podman command line")
    return json.dumps(request["image"])


def _paths(config: Mapping[str, Any], args: Sequence[str]) -> Iterator[str]:
    """Give the absolute paths that may stand in the first word."""
    yield _SHELL
    for words in (config.get("Entrypoint"), config.get("Cmd"), args):
        first = words[0] if words else ""
        if posixpath.isabs(first) and posixpath.basename(first):
            yield posixpath.normpath(first)


def _put(sandbox: Path, path: str) -> None:
    target = sandbox / path.lstrip("/")
    # What cannot be put there cannot be started either, and the engine will say so.
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(sandbox / "probe")
