"""Apptainer as an oracle: it builds a sandbox of each image and really runs it.

Nothing can be asked without starting a process, so a program that tells its own words is put
where the first word may lead to.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from cmdresolve.testing.oracle import (
    Answer,
    OracleError,
    Place,
    Request,
    needing_room,
    refusal,
    see_room,
    stored,
)
from cmdresolve.testing.oracles.probe import facts_of
from cmdresolve.testing.oracles.probe import program as probe_program
from cmdresolve.testing.wire.archive import image_file, tar
from cmdresolve.testing.wire.programs import run_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Interface: TypeAlias = Literal["eval", "no-eval"]

_EXECUTABLE = 0o755
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# The image's shell, which runs the run script itself when no word is left.
_SHELL = "/bin/sh"
_FATAL = re.compile(r"^(?:FATAL|panic): +(.*)", re.MULTILINE)
# Progress messages, which are not part of a refusal.
_WARNING = re.compile(r"^(?:WARNING|INFO): .*\n?", re.MULTILINE)
# The last line of the probe's output.
_WHOLE = b"\nend\n"


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
        answer = self._apptainer("--version")
        if answer.returncode:
            raise OracleError(f"there is no program called apptainer: {_said(answer)}")
        version = answer.stdout.decode().split()[-1]
        self.versions = {"apptainer": version}
        self._release = ".".join(version.split(".")[:2])
        above = None if place.folder is None else place.inside(place.folder)
        with needing_room():
            self._folder = Path(tempfile.mkdtemp(prefix="oracle-", dir=above))

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
            with self._sandbox(json.loads(config)) as sandbox:
                for number, request in enumerate(requests):
                    if configs[number] == config:
                        answers[number] = self._answer(request, sandbox)
        return [answers[number] for number in range(len(requests))]

    def close(self) -> None:
        """Remove what the oracle left in the folder of the program."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _sandbox(self, config: Mapping[str, Any]) -> Iterator[Path]:
        # Also removes temporary files that the program leaves if it is killed.
        work = self._folder / "work"
        archive, sandbox = work / "image.tar", work / "sandbox"
        try:
            with needing_room():
                work.mkdir()
                archive.write_bytes(_archive(config))
            words = ["-q", "build", "--disable-cache", "--tmpdir", self._named(work), "--sandbox"]
            words += [self._named(sandbox), f"docker-archive:{self._named(archive)}"]
            built = self._apptainer(*words)
            if built.returncode:
                see_room(_said(built))
                raise OracleError(f"the image is not built: {_said(built)}")
            yield sandbox
        finally:
            shutil.rmtree(work, ignore_errors=True)

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
        if ran.stdout.endswith(_WHOLE):
            return answer | {"argv": facts_of(ran.stdout)["argv"]}
        return answer | {"error": refusal("start", _said(ran))}

    def _apptainer(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run the program until it ends by itself.

        Raises:
            OracleError: there is none, it was killed, or it failed without a message.
        """
        try:
            ran = run_program([*self._place.enter, "apptainer", *words], self._timeout)
        except FileNotFoundError:
            raise OracleError("there is no program called apptainer") from None
        if ran.returncode < 0:
            killer = signal.Signals(-ran.returncode).name
            raise OracleError(f"apptainer was ended by {killer} {_said(ran)}".strip())
        if ran.returncode and not _said(ran):
            raise OracleError(f"apptainer ended with status {ran.returncode} and said nothing")
        return ran

    def _named(self, path: Path) -> str:
        """Return a path as the program's own file system names it."""
        if self._place.folder is None:
            return str(path)
        return f"{self._place.folder}/{path.relative_to(self._folder.parent)}"


def _archive(config: Mapping[str, Any]) -> bytes:
    """Return an image with the probe in it, as `docker save` would."""
    layer = tar([("probe", probe_program())], mode=_EXECUTABLE)
    manifest = [{"Config": "config.json", "RepoTags": None, "Layers": ["layer.tar"]}]
    return tar(
        [
            ("config.json", image_file(config, [layer]).blob),
            ("layer.tar", layer),
            ("manifest.json", json.dumps(manifest).encode()),
        ]
    )


def _said(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Return the program's message of why it failed."""
    text = ran.stderr.decode(errors="replace")
    fatal = _FATAL.search(text)
    if fatal is not None:
        return fatal[1]
    return (_WARNING.sub("", text) or ran.stdout.decode(errors="replace")).strip()


def _config(request: Request) -> str:
    if "image" not in request:
        raise OracleError("Apptainer builds no Dockerfile: a request holds `image`")
    if "cli" in request:
        raise OracleError("Apptainer starts nothing by a docker or podman command line")
    return json.dumps(request["image"])


def _paths(config: Mapping[str, Any], args: Sequence[str]) -> Iterator[str]:
    """Return the absolute paths that may stand in the first word."""
    yield _SHELL
    for words in (config.get("Entrypoint"), config.get("Cmd"), args):
        for first in _readings(words[0]) if words else ():
            if posixpath.isabs(first) and posixpath.basename(first):
                yield posixpath.normpath(first)


def _readings(word: str) -> Iterable[str]:
    """Return the words that a word may become in a shell that reads it up to twice."""
    found = []
    for _ in range(3):
        found += [word, _ESCAPE.sub(r"\1", word)]
        word = word.replace("\r\n", "\n")
    return dict.fromkeys(found)


def _put(sandbox: Path, path: str) -> None:
    target = sandbox / path.lstrip("/")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(sandbox / "probe")
    except OSError as error:
        # If it cannot be put there, it cannot be started either, and the engine will say so.
        see_room(str(error))
