"""The command that a local engine would start, seen in a container that is created and removed.

Nothing runs. The engine is asked by its own command line, as in `images.engine`. A config without
an image is imported as an image with an empty file system, which is removed afterwards.
"""

from __future__ import annotations

import json
import subprocess
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.images.engine import reason
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.quoting import exec_form

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig, Words

_SECONDS = 60.0
# An empty tar archive: two zero blocks (POSIX.1-2017, pax, ustar Interchange Format).
_EMPTY_ARCHIVE = bytes(1024)


class NotAskedError(CmdResolveError):
    """The engine could not be asked: it is not there, or cannot be given this image or command."""


@frozen
class Created:
    """The result of creating a container.

    Attributes:
        by: the program that was asked, with the version of its engine.
        argv: argv of the container's first process; None if the engine refused.
        refusal: the engine's message if it refused.
    """

    by: str
    argv: tuple[str, ...] | None
    refusal: str = ""


def create(
    image: ImageConfig | str,
    options: Sequence[str],
    arguments: Sequence[str],
    program: str,
    *,
    seconds: float = _SECONDS,
) -> Created:
    """Create a container with an engine, and return the command that it would start.

    Args:
        image: the config of an image, or the name of an image that the engine has.
        options: the words before the image, such as an entrypoint.
        arguments: the words after it.
        program: the engine's program.
        seconds: how long each of its commands may take.

    Raises:
        NotAskedError: the engine is not there or does not answer, or cannot be given these words.
    """
    asked = _Program(program, seconds)
    by = f"{program} {asked.version()}"
    with _named(image, asked) as reference:
        done = asked.run("container", "create", "--pull=never", *options, reference, *arguments)
        if done.returncode:
            return Created(by, None, reason(done))
        *_, container = done.stdout.decode("utf-8", "replace").split() or [""]
        try:
            record = asked.record_of("container", "inspect", container)
        finally:
            asked.run("container", "rm", container)
    try:
        return Created(by, words_of(record))
    except (KeyError, TypeError, AttributeError):
        message = f"{program} reports a container without a process"
        raise NotAskedError(message, code="not-verified") from None


class _Program:
    """A program's commands, run one by one."""

    def __init__(self, program: str, seconds: float) -> None:
        self._program = program
        self._seconds = seconds

    def run(self, *words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command, whatever its exit status."""
        if any("\0" in word for word in words):
            raise NotAskedError(
                "an argument on a command line cannot contain NUL", code="not-verified"
            )
        try:
            return subprocess.run(  # noqa: S603 - the caller asks for this very program
                [self._program, *words],
                input=typed,
                capture_output=True,
                timeout=self._seconds,
                check=False,
            )
        except FileNotFoundError:
            hint = "name one that is: --engine podman@5.8 asks podman"
            raise NotAskedError(
                f"{self._program} is not installed here", code="not-verified", hint=hint
            ) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotAskedError(
                f"{self._program} does not answer: {error}", code="not-verified"
            ) from None

    def record_of(self, *words: str) -> dict[str, Any]:
        """Run a command that prints a JSON object, or a list with one."""
        done = self.run(*words)
        if done.returncode:
            raise NotAskedError(f"{self._program}: {reason(done)}", code="not-verified")
        try:
            found = json.loads(done.stdout)
        except (ValueError, RecursionError):
            found = None
        record = found[0] if isinstance(found, list) and found else found
        if not isinstance(record, dict):
            raise NotAskedError(
                f"{self._program} does not print a JSON object", code="not-verified"
            )
        return record

    def version(self) -> str:
        """Return the version of the engine behind the program."""
        record = self.record_of("version", "--format", "{{json .}}")
        # Podman without a service reports a client alone, which is the engine.
        for part in ("Server", "Client"):
            found = record.get(part)
            if isinstance(found, dict) and found.get("Version"):
                return str(found["Version"])
        return "of unknown version"


def words_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return argv of the process in the record that ``container inspect`` prints.

    For a command of one word, Podman prints it both as Path and in Args (run: Podman 4.3 and 5.8),
    as for a command of the same word twice. Its Config tells these apart; Podman 4.3 writes
    Entrypoint there as a single text.
    """
    path, args = record["Path"], record["Args"] or []
    if args != [path]:
        return (path, *args)
    entrypoint = record["Config"].get("Entrypoint") or []
    own = [entrypoint] if isinstance(entrypoint, str) else entrypoint
    if own == [path] or not any(own):
        own = [word for word in own if word]
        given = record["Config"].get("Cmd") or []
        return (path, path) if len(own) + len(given) > 1 else (path,)
    return (path, path)


@contextmanager
def _named(image: ImageConfig | str, asked: _Program) -> Iterator[str]:
    """Yield a name by which the engine knows an image; an import is removed afterwards."""
    if isinstance(image, str):
        yield image
        return
    name = f"cmdresolve-verify:{uuid.uuid4().hex}"
    changes = [*_change("ENTRYPOINT", image.entrypoint), *_change("CMD", image.cmd)]
    done = asked.run("image", "import", *changes, "-", name, typed=_EMPTY_ARCHIVE)
    if done.returncode:
        raise NotAskedError(
            f"no image can be made from this config: {reason(done)}", code="not-verified"
        )
    try:
        yield name
    finally:
        asked.run("image", "rm", name)


def _change(keyword: str, words: Words) -> Sequence[str]:
    # An empty list starts what an absent one does. It cannot be given as a change: podman import
    # stores an empty word for it (run: Podman 5.8).
    if not words:
        return ()
    if not isinstance(words, tuple):
        raise NotAskedError(f"{keyword} of the image is not known", code="not-verified")
    return ("--change", f"{keyword} {exec_form(words)}")
