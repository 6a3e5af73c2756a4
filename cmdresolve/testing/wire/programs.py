"""Running of programs for oracles, with a time limit that ends all of their processes.

A request is recorded data, possibly of strangers: it may name no program but the engine's own, no
engine but the one that is asked, and no variable that another program would take for an option.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cmdresolve.testing.oracle import Place

_PLUGIN = '{{range .ClientInfo.Plugins}}{{if eq .Name "NAME"}}{{.Path}}{{end}}{{end}}'
#: The variable by which a plugin of Docker's program is told that the program runs it.
AS_PLUGIN = "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND=docker"

# A name that a shell can set; `env` would take one that begins with a dash for an option.
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*", re.ASCII)
# Flags and variables by which docker or podman would ask another engine.
_ELSEWHERE = re.compile(r"-H.*|--(?:host|url|connection|identity)(?:=.*)?", re.DOTALL)
_STARTS = frozenset({"run", "create"})


def program_words(words: Sequence[str], program: str) -> list[str]:
    """Return a command line that runs the engine's own program on the engine that is asked.

    Args:
        words: the command line of a request.
        program: the name of the engine's program, which must be its first word.

    Raises:
        OracleError: it runs another program, or names another engine.
    """
    if not words or words[0] != program:
        raise OracleError(f"{list(words)} is no command line of {program}")
    for word in words:
        if word in _STARTS:
            break
        if _ELSEWHERE.fullmatch(word):
            raise OracleError(f"{list(words)} asks another engine, by {word}")
    return list(words)


def variable_words(variables: Mapping[str, str]) -> list[str]:
    """Return variables as the words of ``env`` that set them.

    Raises:
        OracleError: ``env`` would not read a name as one.
    """
    wrong = next((name for name in variables if not _VARIABLE.fullmatch(name)), None)
    if wrong is not None:
        raise OracleError(f"{wrong!r} is not a valid variable name")
    return [f"{name}={value}" for name, value in variables.items()]


def run_program(
    words: Sequence[str] | Sequence[bytes], timeout: float, *, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end and return its status and what it wrote.

    Args:
        words: the program and its arguments.
        timeout: how many seconds it may take.
        given: what its standard input has; nothing where it is None.

    Raises:
        FileNotFoundError: there is no such program.
        OracleError: it did not end in time; neither it nor anything it started runs any more.
    """
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(given, timeout=timeout)
        except subprocess.TimeoutExpired:
            shown = " ".join(map(os.fsdecode, words))
            raise OracleError(f"{shown} did not end within {timeout:g} s") from None
        finally:
            end(process)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def plugin(name: str, place: Place, timeout: float) -> str:
    """Return where a plugin of Docker's program lies; run by itself it takes half of the time.

    Args:
        name: the plugin, such as ``compose``.
        place: where the engine and the program live.
        timeout: how many seconds the program may take.

    Raises:
        OracleError: there is none.
    """
    chosen = _PLUGIN.replace("NAME", name)
    ran = run_program([*place.enter, "docker", "info", "--format", chosen], timeout)
    path = ran.stdout.decode().strip()
    if not path:
        raise OracleError(f"there is no docker {name} beside {place.socket}")
    return path


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program that leads a session of its own, and all of the session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
