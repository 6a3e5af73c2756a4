"""Programs that an oracle runs: none takes longer than it may, and none outlives its time."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_program(
    words: Sequence[str] | Sequence[bytes], timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end and return its status and what it wrote.

    Args:
        words: the program and its arguments.
        timeout: how many seconds it may take.

    Raises:
        FileNotFoundError: there is no such program.
        OracleError: it did not end in time; neither it nor anything it started runs any more.
    """
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            shown = " ".join(map(os.fsdecode, words))
            raise OracleError(f"{shown} did not end within {timeout:g} s") from None
        finally:
            end(process)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program that leads a session of its own, and all of the session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
