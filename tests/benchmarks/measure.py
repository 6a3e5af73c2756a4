"""What the benchmarks share: processes with their cost, and rows of the table they print."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import process_time
from typing import NamedTuple

#: How far a measured ratio may stand above its target before the benchmark fails. Two runs of
#: one program on a busy machine differ by as much.
MARGIN = 1.15


class Row(NamedTuple):
    """One promise and what was measured."""

    what: str
    target: float
    measured: float
    unit: str = "x"

    @property
    def kept(self) -> bool:
        """Whether the promise is kept, the margin allowed."""
        return self.measured <= self.target * MARGIN

    def __str__(self) -> str:
        told = "ok" if self.kept else "MISSED"
        return f"{self.what:<58} {self.measured:8.2f} of {self.target:6.2f} {self.unit:<3} {told}"


class Usage(NamedTuple):
    """What a process cost: CPU seconds, user and system; and its exit status."""

    cpu: float
    status: int


def run(words: Sequence[str], environment: Mapping[str, str]) -> Usage:
    """Run a process to its end, its output thrown away."""
    quiet = [(os.POSIX_SPAWN_OPEN, place, os.devnull, os.O_WRONLY, 0) for place in (1, 2)]
    child = os.posix_spawn(words[0], words, environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    return Usage(used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status))


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = process_time()
    work()
    return process_time() - start


def ratio(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> float:
    """Measure two in turns and give the median of the rounds' ratios."""
    ours(), theirs()
    return median(ours() / theirs() for _ in range(rounds))
