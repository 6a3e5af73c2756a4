"""Build the site: ``python -m docs.build [--playground] [FOLDER]``, by default ``build/site``.

With ``--playground`` two more lie in it, and the site leads there: the page that runs the library,
which takes npm and Node.js, and the package to install, which takes pip and a network.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx.cmd.build import main

from docs import downloads

ROOT = Path(__file__).parent.parent


def build(folder: Path, *, with_playground: bool = False) -> int:
    """Build the site into a folder, where every warning is an error; return the exit status."""
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(ROOT / "docs")]
    options += ["-d", str(folder.parent / "doctrees")]
    downloads.put_files(folder / downloads.FOLDER)
    if with_playground:
        from docs.playground import build as playground  # noqa: PLC0415 - only where it is wanted

        playground.build(folder / "playground", downloads.put_wheel(folder / downloads.FOLDER))
        options += ["-t", "playground"]
    return main([*options, str(ROOT), str(folder)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m docs.build")
    parser.add_argument(
        "--playground", action="store_true", help="with the page that runs it, and the package"
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "site")
    asked = parser.parse_args()
    raise SystemExit(build(asked.folder, with_playground=asked.playground))
