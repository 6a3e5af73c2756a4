"""What a local engine makes of a start: a container that is created, looked at and taken away.

Nothing runs. The engine's own command line is asked, as in `images.engine`; an image that it does
not have is imported from an empty archive with the config that it is to have, and taken away again.
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
# The end of an archive, and nothing before it.
_EMPTY_ARCHIVE = bytes(1024)


class NotAskedError(CmdResolveError):
    """The engine could not be asked: it is not there, or takes no such question."""


@frozen
class Created:
    """What an engine made of a start.

    Attributes:
        by: the program that was asked, with the version of its engine.
        argv: the words of the container's first process; None where it refused.
        refusal: what it said where it refused.
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
    """Let an engine create a container, and return the words that it would start.

    Args:
        image: the config of an image, or the name of one that the engine has.
        options: what the command line says in front of the image, such as an entrypoint.
        arguments: what it says behind it.
        program: the engine's command line.
        seconds: how long each of its commands may take.

    Raises:
        NotAskedError: the engine is not there or does not answer, or no command line can be given
            such words.
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
        message = f"{program} tells of a container without a process"
        raise NotAskedError(message, code="not-verified") from None


class _Program:
    """A program's commands, run one by one."""

    def __init__(self, program: str, seconds: float) -> None:
        self._program = program
        self._seconds = seconds

    def run(self, *words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command, whatever its exit status."""
        if any("\0" in word for word in words):
            raise NotAskedError("no command line can hold a NUL", code="not-verified")
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
            raise NotAskedError(f"{self._program} prints no JSON object", code="not-verified")
        return record

    def version(self) -> str:
        """Return the version of the engine behind the program."""
        record = self.record_of("version", "--format", "{{json .}}")
        # Podman without a server is its own engine.
        for part in ("Server", "Client"):
            found = record.get(part)
            if isinstance(found, dict) and found.get("Version"):
                return str(found["Version"])
        return "of unknown version"


def words_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words of the process that a container's record tells of.

    Podman names a word that stands alone as the path and as the arguments too (run: Podman 4.3 and
    5.8); how many there are its Config tells, where Podman 4.3 writes an entrypoint as one text.
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
    """Give an image a name by which the engine knows it, for as long as it is looked at."""
    if isinstance(image, str):
        yield image
        return
    name = f"cmdresolve-verify:{uuid.uuid4().hex}"
    changes = [*_change("ENTRYPOINT", image.entrypoint), *_change("CMD", image.cmd)]
    done = asked.run("image", "import", *changes, "-", name, typed=_EMPTY_ARCHIVE)
    if done.returncode:
        raise NotAskedError(f"no image can be made for it: {reason(done)}", code="not-verified")
    try:
        yield name
    finally:
        asked.run("image", "rm", name)


def _change(keyword: str, words: Words) -> Sequence[str]:
    # An empty field starts what an absent one does, and podman import stores a word for it
    # (run: Podman 5.8).
    if not words:
        return ()
    if not isinstance(words, tuple):
        raise NotAskedError(f"{keyword} of the image is not known", code="not-verified")
    return ("--change", f"{keyword} {exec_form(words)}")
