"""Coverage-guided fuzzing of every reader: ``python -m tests.fuzz --minutes 10``.

Needs the extra ``fuzz`` (atheris). Each harness runs in a process of its own; what it found
interesting is kept in a corpus that later runs begin with, what made it fail beside it, and how
many inputs it ever tried, and for how many seconds of CPU, in ``counts.json``.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import pkgutil
import re
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.harnesses import Harness

_SEEDS = Path(__file__).parent / "seeds"
_DONE = re.compile(r"^Done (\d+) runs|stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_LONGEST_TEXT = 20_000
#: Of CPU for one input. The fuzzer's own bound goes by the clock, which a busy machine runs out.
_SLOWEST_SECONDS = 10
_HANGS_AFTER = 120
_MEMORY_MB = 2048


def main() -> int:
    """Run the harnesses that are named, or all, one after the other."""
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    reader.add_argument("--minutes", type=float, default=1.0, help="for each harness")
    reader.add_argument("--corpus", type=Path, default=Path("fuzz-corpus"), help="where it is kept")
    if sys.argv[1:2] == ["--one"]:
        return fuzz(sys.argv[2], sys.argv[3:])
    from tests.fuzz.harnesses import HARNESSES

    reader.add_argument(
        "names", nargs="*", metavar="NAME", help=", ".join([*HARNESSES, "differential"])
    )
    given, rest = reader.parse_known_args()
    unknown = set(given.names) - {*HARNESSES, "differential"}
    if unknown or rest:
        reader.error(f"no such harness: {' '.join([*unknown, *rest])}")
    failed = [
        name for name in given.names or HARNESSES if not run(name, given.minutes, given.corpus)
    ]
    print("nothing was found" if not failed else f"see {given.corpus} for: {' '.join(failed)}")
    return 1 if failed else 0


def run(name: str, minutes: float, kept: Path) -> bool:
    """Run one harness for some minutes in a process of its own and say whether it held."""
    corpus = kept / name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = [str(folder) for folder in (_SEEDS / name,) if folder.is_dir()]
    words = [sys.executable, "-m", "tests.fuzz", "--one", name, str(corpus), *seeds]
    words += [f"-max_total_time={int(minutes * 60)}", f"-max_len={_LONGEST_TEXT}"]
    words += [f"-timeout={_HANGS_AFTER}", f"-rss_limit_mb={_MEMORY_MB}"]
    words += [f"-artifact_prefix={kept / name}-", "-print_final_stats=1"]
    before = _cpu_of_children()
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False)
    seconds = _cpu_of_children() - before
    found = [int(a or b) for a, b in _DONE.findall(done.stderr)]
    runs = max(found, default=0)
    total, spent = count(kept / "counts.json", name, runs, seconds)
    held = done.returncode == 0
    told = "held" if held else "FAILED"
    print(
        f"{name:15} {runs:>10,} now {total:>12,} ever in {spent / 60:5.1f} min of CPU  {told}",
        flush=True,
    )
    if not held:
        print(done.stderr[-3000:])
    return held


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def count(file: Path, name: str, runs: int, seconds: float) -> tuple[int, float]:
    """Add to how many inputs a harness ever tried and for how long, and return both."""
    counts = json.loads(file.read_text()) if file.is_file() else {}
    inputs, spent = counts.get(name, (0, 0.0))
    counts[name] = (inputs + runs, round(spent + seconds, 1))
    file.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    return counts[name]


def within_seconds(harness: Harness) -> Harness:
    """Make a fault of an input that takes too much CPU, whatever else the machine does."""

    def timed(data: bytes) -> None:
        begin = process_time()
        harness(data)
        if (took := process_time() - begin) > _SLOWEST_SECONDS:
            raise AssertionError(f"{took:.1f} s of CPU")

    return timed


def cmdresolve_path() -> list[str]:
    """Return where the package lies, without loading it."""
    found = importlib.util.find_spec("cmdresolve")
    return list(found.submodule_search_locations or ()) if found is not None else []


def fuzz(name: str, options: list[str]) -> int:
    """Hand a harness to the fuzzer, which does not come back."""
    import atheris

    # What is loaded before is not measured, and what no measure leads to is not found.
    with atheris.instrument_imports(include=["cmdresolve"]):
        for module in pkgutil.walk_packages(cmdresolve_path(), "cmdresolve."):
            if not module.name.startswith(("cmdresolve.testing", "cmdresolve.__main__")):
                importlib.import_module(module.name)
        from tests.fuzz.harnesses import HARNESSES
    if name == "differential":
        from tests.fuzz.differential import differential

        harness = differential()
    else:
        harness = HARNESSES[name]
    atheris.Setup([sys.argv[0], *options], within_seconds(harness))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
