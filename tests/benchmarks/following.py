"""Follow one word from `Dockerfile.parse` to the screen: how much of the package it goes through.

    python -m tests.benchmarks.following [FILE]

For parse, image and explain: calls of functions of the package, the files they stand in, and how
often one calls into another file; then what is worked out more than once. It is for those who judge
how far a reader of the code has to jump; the second run is told, when everything is loaded.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import cmdresolve as cr

_PACKAGE = str(Path(cr.__file__).parent)
_DOCKERFILE = """\
FROM debian:12
ENV PORT=80
WORKDIR /srv
RUN apt-get update
ENTRYPOINT ["/srv/start", "--port"]
CMD ["80"]
"""
#: What is worked out from the whole of an answer, so that once is enough.
ONCE = (
    "merged.argv",
    "shell_script.read_shell",
    "explanation.words",
    "explanation.steps",
    "explanation.dropped",
    "state.trace",
)


class Followed(NamedTuple):
    """What one step went through.

    Attributes:
        calls: how many functions of the package were called.
        files: in how many files these stand.
        switches: how many of the calls went from one file of the package into another.
        names: how often each function was called, as ``module.function``.
    """

    calls: int
    files: int
    switches: int
    names: Counter[str]


def follow(step: Callable[[], object]) -> Followed:
    """Return what a step goes through; comprehensions and generated methods are no functions."""
    entered: list[str] = []
    names: Counter[str] = Counter()
    switches = 0

    def see(frame: FrameType, event: str, _: Any) -> None:
        nonlocal switches
        code, caller = frame.f_code, frame.f_back
        if event != "call" or not code.co_filename.startswith(_PACKAGE):
            return
        if code.co_name.startswith("<"):
            return
        entered.append(code.co_filename)
        names[f"{Path(code.co_filename).stem}.{code.co_name}"] += 1
        while caller is not None and not caller.f_code.co_filename.startswith(_PACKAGE):
            caller = caller.f_back
        switches += caller is not None and caller.f_code.co_filename != code.co_filename

    sys.setprofile(see)
    try:
        step()
    finally:
        sys.setprofile(None)
    return Followed(len(entered), len(set(entered)), switches, names)


def followed(text: str) -> dict[str, Followed]:
    """Return what parse, image and explain of a Dockerfile go through."""
    # Once before: what is loaded or compiled late is no part of the way.
    cr.resolve(cr.Dockerfile.parse(text).image()).explain()
    read = cr.Dockerfile.parse(text)
    image = read.image()
    return {
        "parse": follow(lambda: cr.Dockerfile.parse(text)),
        "image": follow(read.image),
        "explain": follow(lambda: cr.resolve(image).explain()),
    }


def main() -> None:
    """Print a row for each step, and what explain works out more than once."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8") if sys.argv[1:] else _DOCKERFILE
    steps = followed(text)
    for name, (calls, files, switches, _) in steps.items():
        print(f"{name:8} {calls:5} calls {files:3} files {switches:4} switches")
    again = {name: steps["explain"].names[name] for name in ONCE}
    print("explain: " + ", ".join(f"{name} {count} times" for name, count in again.items()))


if __name__ == "__main__":
    main()
