"""Put faults into a copy of the project, one at a time, and see whether the tests notice.

``python tests/mutation/run.py`` runs the default tests, which need no engine, on each mutant in
``faults.py``: first those of the module with the fault, and the others only when these notice
nothing.  A mutant whose old text is not there any more is an error: a fault that cannot be
made proves nothing.  Exit status: 0 when every fault is caught, 1 when one survives, 2 when one
is stale or the tests fail without any fault.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
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
        copy = copied(Path(folder))
        if caught(copy, options.tests, "no fault"):
            print("the tests fail without any fault")
            return 2
        survived = [fault.name for fault in faults if not tried(copy, fault, options.tests)]
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
    return folder


def tried(copy: Path, fault: Fault, tests: list[str]) -> bool:
    path = copy / fault.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    try:
        return any(caught(copy, some, fault.name) for some in ([tests] if tests else rounds(fault)))
    finally:
        path.write_text(text, encoding="utf-8")


def rounds(fault: Fault) -> list[list[str]]:
    """Return the tests that are likely to notice a fault, the nearest first, and then all tests."""
    inside = Path(fault.path).relative_to("cmdresolve")
    near = ROOT / "tests" / inside.with_name(f"test_{inside.name}")
    room = ROOT / "tests" / inside.parts[0]
    found = [str(x.relative_to(ROOT)) for x in (near, room) if x.exists()]
    return [*([x] for x in found), []]


def caught(copy: Path, tests: list[str], name: str) -> bool:
    # Bytecode is told from its source by the second; two faults may fall into one.
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
