"""Programs started by the lab: each has a time limit, and none outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HEARTBEAT = 15.0

Say = Callable[[str], None]


class LabError(Exception):
    """The lab cannot do what it was asked; the message says why and where to look."""


def run(words: Sequence[str], *, timeout: float, env: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it wrote to its standard output.

    Raises:
        LabError: it failed, or took longer than `timeout` seconds.
    """
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=env,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=timeout)
    except BaseException as ended:
        kill_group(process)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        if isinstance(ended, subprocess.TimeoutExpired):
            told = f"{words[0]} took longer than {timeout:g} s: {' '.join(words)}"
            raise LabError(told) from None
        raise
    if process.returncode:
        raise LabError(f"{' '.join(words)} failed ({process.returncode}): {err.strip()[-500:]}")
    return out


def run_logged(
    words: Sequence[str],
    log: Path,
    *,
    timeout: float,
    say: Say,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program that takes minutes, its output in `log`, its last line told now and then.

    Raises:
        LabError: it failed, or took longer than `timeout` seconds.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )
    deadline = time.monotonic() + timeout
    try:
        while True:
            try:
                status = process.wait(min(_HEARTBEAT, max(0.1, deadline - time.monotonic())))
                break
            except subprocess.TimeoutExpired:
                if time.monotonic() >= deadline:
                    raise LabError(
                        f"{words[0]} took longer than {timeout:g} s, see {log}"
                    ) from None
                say(f"… {_last_line(log)}")
    except BaseException:
        kill_group(process)
        raise
    if status:
        raise LabError(f"{words[0]} failed ({status}): {_last_line(log)}; see {log}")


def kill_group(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Kill a program started with a session of its own, and all it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def in_parallel(tasks: Mapping[str, Callable[[], None]]) -> None:
    """Run all tasks at once and wait for all.

    Raises:
        LabError: tasks failed; the message holds each one's name and reason.
    """
    failures: dict[str, str] = {}

    def guarded(name: str, task: Callable[[], None]) -> None:
        try:
            task()
        except LabError as error:
            failures[name] = str(error)

    threads = [threading.Thread(target=guarded, args=item, daemon=True) for item in tasks.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise LabError("\n".join(f"{name}: {reason}" for name, reason in failures.items()))


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "(no output yet)")[:100]
