"""The `podman` program as an oracle for command lines.

The program is really run.  ``podman create`` stops by itself where the words are decided;
``podman run`` is given an OCI runtime that keeps the spec it is handed and starts nothing.
"""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.testing.oracle import OracleError, Place, refusal
from cmdresolve.testing.oracles.docker_program import run_in_terminal, without_container
from cmdresolve.testing.wire.programs import program_words, run_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# What Podman calls its runtime with; the bundle is a word of its own or joined by a sign.
_RUNTIME = """\
#!/bin/sh
bundle=
while [ $# -gt 0 ]; do
  case $1 in
    --bundle|-b) bundle=$2 ;;
    --bundle=*) bundle=${1#*=} ;;
  esac
  shift
done
[ -z "$bundle" ] || cp "$bundle/config.json" "${0%/*}/spec.json"
echo 'nothing is started here' >&2
exit 1
"""
_EXECUTABLE = 0o755


@frozen
class Ran:
    """The result of running the program.

    Attributes:
        container: the id that it printed, or empty.
        words: the words of PID 1, if the runtime was given a spec.
        error: the `error` of an answer, where it came to nothing.
    """

    container: str = ""
    words: tuple[str, ...] | None = None
    error: dict[str, Any] | None = None


def create_words(run: Mapping[str, Any], image: str, *, service: str | None = None) -> list[str]:
    """Return the command line that gives what `run` of a request says.

    Args:
        run: `entrypoint` (a list is written as JSON, a text as it is), `args` and `init`.
        image: the id of the image.
        service: the address of the service that ``--remote`` asks; None asks nobody.

    Raises:
        OracleError: a command line cannot say it.
    """
    words = ["podman"]
    if service is not None:
        words += ["--remote", "--url", service]
    words += ["create", "--pull=never"]
    if run.get("init"):
        words.append("--init")
    entrypoint = run.get("entrypoint")
    if isinstance(entrypoint, list):
        words.append("--entrypoint=" + json.dumps(entrypoint))
    elif entrypoint is not None:
        words.append(f"--entrypoint={entrypoint}")
    given = _texts(run.get("args"))
    said = all(isinstance(word, str) for word in (*_texts(entrypoint), *given))
    if not said or any("\0" in word for word in (*words, *given)):
        raise OracleError(f"no command line can say {dict(run)}")
    return [*words, image.removeprefix("sha256:"), *given]


def _texts(given: Any) -> list[Any]:
    """Return the words of an entrypoint or of arguments; null among them is an empty one."""
    words = given if isinstance(given, list) else [] if given is None else [given]
    return ["" if word is None else word for word in words]


def run_podman(words: Sequence[str], place: Place, timeout: float) -> Ran:
    """Run a `podman create` command line.

    Raises:
        OracleError: it did not end in time.
    """
    command = [word.encode(errors="surrogateescape") for word in (*place.enter, *words)]
    process = run_program(command, timeout)
    if process.returncode:
        return Ran(error=refusal("create", process.stderr.decode(errors="replace").strip()))
    return Ran(process.stdout.decode().split()[-1])


def run_line(words: Sequence[str], place: Place, timeout: float) -> Ran:
    """Run any command line that starts with `podman`, as far as the start of its container.

    Raises:
        OracleError: it did not end in time, cannot be handed to a program, is not podman, or
            asks another engine.
    """
    words = program_words(words, "podman")
    if any("\0" in word for word in words):
        raise OracleError(f"{words} is no command line")
    with _runtime(place) as (runtime, spec):
        line = [words[0], "--runtime", runtime, *words[1:]]
        ended = run_in_terminal([*place.enter, *line], timeout)
        with suppress(FileNotFoundError):
            found = json.loads(spec.read_bytes())
            return Ran(words=tuple(found["process"]["args"]))
    return Ran(error=without_container("create", ended))


@contextmanager
def _runtime(place: Place) -> Iterator[tuple[str, Path]]:
    """Put the runtime beside the engine; it has the name of one that is known to work."""
    folder = f"{place.folder or place.socket.parent}/cli-{secrets.token_hex(4)}"
    here = place.inside(folder) if place.folder else place.socket.parent / folder
    here.mkdir()
    runtime, spec = here / "crun", here / "spec.json"
    try:
        runtime.write_text(_RUNTIME)
        runtime.chmod(_EXECUTABLE)
        yield f"{folder}/crun", spec
    finally:
        for file in (runtime, spec):
            file.unlink(missing_ok=True)
        here.rmdir()
