"""The injected faults: each can still be made, or it would prove nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_every_fault_can_be_made() -> None:
    """Its old text stands once in its module; code that moves on takes the faults with it."""
    listed = subprocess.run(
        [sys.executable, HERE / "mutation" / "run.py", "--list"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (listed.returncode, listed.stderr) == (0, ""), listed.stdout
    assert len(listed.stdout.splitlines()) > 100
