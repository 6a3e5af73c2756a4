"""What hadolint says of Dockerfiles."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.peers.ours import Told

# As many files as a command line surely holds.
_AT_ONCE = 100


def asked(program: str, paths: Sequence[Path]) -> dict[Path, list[Told]]:
    """Ask it of some files.

    Raises:
        subprocess.CalledProcessError: it does not start.
    """
    found: dict[Path, list[Told]] = {path: [] for path in paths}
    for start in range(0, len(paths), _AT_ONCE):
        names = [str(path) for path in paths[start : start + _AT_ONCE]]
        done = subprocess.run(
            [program, "--no-fail", "--format", "json", *names], capture_output=True, check=True
        )
        for one in json.loads(done.stdout):
            told = Told(one["code"], one["level"], one["line"])
            found[Path(one["file"])].append(told)
    return found
