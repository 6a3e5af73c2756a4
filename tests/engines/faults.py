"""What the tests of faults share: an engine of their own, and a blow that falls in the middle.

What is asserted of time is a bound, no measure.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.engines.conftest import bring_up
from tests.engines.lab import Engine, discard, engine_named, place

# Room for a hundred small images, and soon full.
ROOM = "64m"
TIMEOUT = 3.0
# What an oracle and a busy machine may need beside the waiting.
BESIDE = 15.0


@contextlib.contextmanager
def instance_of(name: str) -> Iterator[Engine]:
    """Bring up an instance that belongs to one test, of which nothing is left in the end."""
    engine = engine_named(name + "+faults")
    bring_up(engine.name)
    try:
        yield engine
    finally:
        discard(engine)
    assert [words for words in processes() if engine.folder + "/" in words] == []


def processes() -> list[str]:
    """Return the words of all processes of this machine."""
    return list(words_of(Path("/proc")).values())


def words_of(proc: Path) -> dict[int, str]:
    """Return the words of the processes that a `proc` shows, by their numbers."""
    found = {}
    for file in proc.glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            found[int(file.parent.name)] = words
    return found


def filler(engine: Engine) -> Path:
    """Return a file that takes the room of the engine's store."""
    return place(engine).inside(f"{engine.folder}/store/filler")


def fill(engine: Engine) -> None:
    """Take all the room the engine has left."""
    with filler(engine).open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


@contextlib.contextmanager
def struck(
    blow: Callable[[], object], seen: Callable[[], bool], *, again: bool = False
) -> Iterator[None]:
    """Let `blow` fall as soon as something is seen of the work, or when it is over.

    Args:
        blow: what happens to the engine.
        seen: whether the work is to be seen.
        again: whether it happens again and again from then on.
    """
    over = threading.Event()

    def watch() -> None:
        while not seen() and not over.is_set():
            time.sleep(0.01)
        blow()
        while again and not over.wait(0.01):
            blow()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def are_right(answers: list[dict[str, Any]]) -> bool:
    """Tell whether each answer is that to the request of its number."""
    return [answer["argv"] for answer in answers] == [[f"c{n}"] for n in range(len(answers))]
