"""Build the site: ``python -m docs.build [FOLDER]``, by default into ``build/site``."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.cmd.build import main

ROOT = Path(__file__).parent.parent


def build(folder: Path) -> int:
    """Build the site into a folder, where every warning is an error; return the exit status."""
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(ROOT / "docs")]
    return main([*options, "-d", str(folder.parent / "doctrees"), str(ROOT), str(folder)])


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    sys.exit(build(wanted))
