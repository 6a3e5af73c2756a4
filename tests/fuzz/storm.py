"""Generated inputs over every reader: ``python -m tests.fuzz.storm --inputs 200000``.

No exception may come but ours, and no input below 100 kB may take more than a second of CPU (three
where it is YAML) or twenty times its size and 20 MB. Nothing is needed but what the tests need.
``--only N`` asks input number N alone, and shows it.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from tests.fuzz.growing import draw
from tests.fuzz.harnesses import HARNESSES, Harness

__all__ = ["Harness", "ask", "work"]

_YAML = frozenset(("compose", "kubernetes", "batch"))
_SECONDS, _SECONDS_OF_YAML = 1.0, 3.0
_TIMES_INPUT, _MEGABYTES = 20, 20
_A_PIECE, _HANGS_AFTER = 2_000, 30.0
#: How many inputs there are to one whose memory is measured by Python itself, which takes its time.
_MEASURED_EACH = 40
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


class HangError(BaseException):
    """It takes far too long; no handler of the library's catches this."""


class Seen(NamedTuple):
    """What one input took."""

    number: int
    name: str
    size: int
    seconds: float
    megabytes: float
    fault: str

    @property
    def allowed(self) -> tuple[float, float]:
        """The seconds and the megabytes that it may take."""
        seconds = _SECONDS_OF_YAML if self.name in _YAML else _SECONDS
        return seconds, _TIMES_INPUT * self.size / 1e6 + _MEGABYTES

    @property
    def told(self) -> str:
        """What is wrong with it; nothing where all is well."""
        seconds, megabytes = self.allowed
        if self.fault:
            return self.fault
        if self.seconds > seconds:
            return f"{self.seconds:.2f} s of {seconds}"
        if self.megabytes > megabytes:
            return f"{self.megabytes:.0f} MB of {megabytes:.0f}"
        return ""


def _resident(what: str) -> float:
    for line in _STATUS.read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    return 0.0


def ask(seed: int, number: int) -> Seen:
    """Ask one input, and measure."""
    name, data = draw(seed, number)
    _CLEAR.write_text("5")
    before = _resident("VmRSS")
    fault, seconds = _run(name, data)
    megabytes = _resident("VmHWM") - before
    seen = Seen(number, name, len(data), seconds, megabytes, fault)
    if seen.fault:
        return seen
    if number % _MEASURED_EACH == 0 or megabytes > seen.allowed[1]:
        # What the process keeps for itself is not what the input takes.
        seen = seen._replace(megabytes=_allocated(name, data))
    if seconds > seen.allowed[0]:
        # A busy machine may have slowed it.
        seen = seen._replace(seconds=min(seconds, *(_run(name, data)[1] for _ in range(2))))
    return seen


def _run(name: str, data: bytes) -> tuple[str, float]:
    signal.setitimer(signal.ITIMER_PROF, _HANGS_AFTER)
    begin, fault = process_time(), ""
    try:
        HARNESSES[name](data)
    except (Exception, HangError) as error:  # noqa: BLE001 - any is a fault
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = "" if place is None else f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}"
        fault = f"{type(error).__name__}: {str(error)[:200]} at {where}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return fault, process_time() - begin


def _allocated(name: str, data: bytes) -> float:
    tracemalloc.start()
    try:
        _run(name, data)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _hang(*_: Any) -> None:
    raise HangError


def work(seed: int, numbers: range) -> None:
    """Ask a range of inputs in this process, and print what is wrong and what they took."""
    signal.signal(signal.SIGPROF, _hang)
    for name in HARNESSES:
        # What a module takes that is loaded for the first time is nobody's input.
        HARNESSES[name](b"")
    longest: dict[str, Seen] = {}
    for number in numbers:
        seen = ask(seed, number)
        if seen.told:
            print(json.dumps([*seen, seen.told]), flush=True)
        if seen.seconds > longest.get(seen.name, seen._replace(seconds=-1)).seconds:
            longest[seen.name] = seen
    print(json.dumps([[*one] for one in longest.values()]), flush=True)


def pieces(first: int, count: int) -> Iterator[range]:
    """Divide a run into what one process is asked."""
    for start in range(first, first + count, _A_PIECE):
        yield range(start, min(start + _A_PIECE, first + count))


def _process(seed: int, piece: range) -> subprocess.CompletedProcess[str]:
    words = ["--seed", str(seed), "--first", str(piece.start), "--inputs", str(len(piece))]
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz.storm", *words, "--work"],
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Ask all inputs, each piece of them in a process of its own."""
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz.storm", description=__doc__)
    reader.add_argument("--inputs", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--first", type=int, default=0, help="the number of the first input")
    reader.add_argument("--jobs", type=int, default=1, help="how many processes ask at a time")
    reader.add_argument("--only", type=int, help="ask this one alone, and show it")
    reader.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = reader.parse_args()
    if given.only is not None:
        name, data = draw(given.seed, given.only)
        signal.signal(signal.SIGPROF, _hang)
        HARNESSES[name](b"")
        print(data[:2_000], name, len(data), ask(given.seed, given.only), sep="\n")
        return 0
    if given.work:
        work(given.seed, range(given.first, given.first + given.inputs))
        return 0
    wrong, longest = 0, dict[str, Seen]()
    asked = list(pieces(given.first, given.inputs))
    jobs = ThreadPoolExecutor(given.jobs)
    for piece, done in zip(asked, jobs.map(partial(_process, given.seed), asked), strict=True):
        *faults, last = done.stdout.splitlines() or [""]
        if done.returncode:
            faults, last = done.stdout.splitlines(), "[]"
            print(f"a process died among {piece}: {done.stderr[-500:]}", flush=True)
        for line in faults:
            print(line, flush=True)
        wrong += len(faults) + bool(done.returncode)
        for one in (Seen(*row) for row in json.loads(last)):
            longest[one.name] = max(one, longest.get(one.name, one), key=lambda x: x.seconds)
    for one in sorted(longest.values(), key=lambda x: -x.seconds):
        print(
            f"{one.name:15} {one.seconds:6.2f} s at most, input {one.number} of {one.size:,} bytes"
        )
    counts = Counter(
        draw(given.seed, number)[0] for number in range(given.first, given.first + 1000)
    )
    print(f"{given.inputs:,} inputs over {len(counts)} readers, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
