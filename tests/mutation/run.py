"""Put faults into a copy of the project, one at a time, and see whether the tests notice.

``python tests/mutation/run.py`` runs the default tests, which need no engine, on each mutant in
``faults.py``: first those of the module with the fault, and the others only when these notice
nothing.  Tests count only when they pass without any fault, which is tried once for each lot of
them.  A mutant whose old text is not there any more is an error: a fault that cannot be made
proves nothing.  Exit status: 0 when every fault is caught, 1 when one survives, 2 when one is
stale or the tests fail without any fault.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING

from faults import FAULTS

if TYPE_CHECKING:
    from fault import Fault

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = (
    "cmdresolve",
    "tests",
    "tables",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
)
TIME_LIMIT = 900.0
# They need an engine, or an hour of quiet.
LEFT_OUT = "not engine and not benchmark"
_SHOWN = 160


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="only these faults")
    parser.add_argument("--tests", nargs="*", default=[], help="only these tests, to be faster")
    parser.add_argument("--list", action="store_true", help="list the faults and stop")
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if not options.names or fault.name in options.names]
    stale = [fault.name for fault in faults if not is_fresh(fault)]
    if stale:
        print("stale, their text is not there once:", ", ".join(stale))
        return 2
    if options.list:
        for fault in faults:
            print(f"{fault.name:32} {fault.path}")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        trial = Trial(copied(Path(folder)))
        lots = [(fault, [options.tests] if options.tests else rounds(fault)) for fault in faults]
        survived = [fault.name for fault, tests in lots if not trial.catches(fault, tests)]
    print(f"{len(faults) - len(survived)} of {len(faults)} faults caught")
    if survived:
        print("survived:", ", ".join(survived))
    return 1 if survived else 0


def is_fresh(fault: Fault) -> bool:
    return (ROOT / fault.path).read_text(encoding="utf-8").count(fault.old) == 1


def copied(folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
            shutil.copytree(source, folder / name, ignore=ignored)
        elif source.is_file():
            shutil.copy2(source, folder / name)
    # Bytecode is told from its source by the second, and two faults may fall into one: it is told
    # by what the source says here, so that only a file with a fault is compiled for each trial.
    compile_dir(folder / "cmdresolve", quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


class Trial:
    """Tries faults on a copy of the project."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self._passing: set[tuple[str, ...]] = set()

    def catches(self, fault: Fault, rounds: list[list[str]]) -> bool:
        """Say whether one lot of tests after the other notices a fault."""
        return any(self._notices(fault, tests) for tests in rounds)

    def _notices(self, fault: Fault, tests: list[str]) -> bool:
        if tuple(tests) not in self._passing:
            if caught(self.copy, tests, "no fault"):
                print("they fail without any fault:", " ".join(tests) or "all tests")
                raise SystemExit(2)
            self._passing.add(tuple(tests))
        path = self.copy / fault.path
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
        try:
            return caught(self.copy, tests, fault.name)
        finally:
            path.write_text(text, encoding="utf-8")


def rounds(fault: Fault) -> list[list[str]]:
    """Return the tests that are likely to notice a fault, the nearest first, and then all tests."""
    inside = Path(fault.path).relative_to("cmdresolve")
    tests = ROOT / "tests"
    near = tests / inside.with_name(f"test_{inside.name}")
    # A rule of a builder or an engine is read elsewhere than it stands.
    fields = [tests / "builder_fields"] if inside.parts[0] in {"dialects", "dockerfile"} else []
    found = dict.fromkeys([near, *fields, near.parent, tests / inside.parts[0]])
    return [*([str(x.relative_to(ROOT))] for x in found if x.exists()), []]


def caught(copy: Path, tests: list[str], name: str) -> bool:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", LEFT_OUT]
    start = time.monotonic()
    try:
        done = subprocess.run(
            [*words, *tests],
            check=False,
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
        )
        status = done.returncode
        last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        last = f"{last} {' '.join(failed)[:_SHOWN]}"
    except subprocess.TimeoutExpired:
        status, last = 1, f"no end within {TIME_LIMIT:g} s"
    outcome = "caught" if status else "passed"
    print(f"{outcome} {name:32} {time.monotonic() - start:5.1f} s  {last}", flush=True)
    if status not in {0, 1}:
        raise SystemExit(f"pytest ended with {status}")
    return status == 1


if __name__ == "__main__":
    sys.exit(main())
