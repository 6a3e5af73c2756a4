"""What the site gives to take along: the files that its sessions use, and the package itself.

Whoever reads the site has no clone. The files are packed as they lie in one, so that what the pages
say to type is typed the same; the wheel is what the pages say to install.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from cmdresolve import __version__

ROOT = Path(__file__).parent.parent
FOLDER = "downloads"
FILES = "cmdresolve-files.zip"
WHEEL = f"cmdresolve-{__version__}-py3-none-any.whl"
_PACKED = (
    "docs/examples/*/*",
    "docs/notebooks/*.ipynb",
    "docs/reference/requests.jsonl",
    "docs/reference/schema/*.json",
    "docs/samples/*/*",
)


def put_files(folder: Path) -> Path:
    """Pack the files into a folder; the same files make the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / FILES, "w") as packed:
        for path in sorted(path for pattern in _PACKED for path in ROOT.glob(pattern)):
            name = zipfile.ZipInfo(path.relative_to(ROOT).as_posix())
            packed.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return folder / FILES


def put_wheel(folder: Path) -> Path:
    """Build the package into a folder.

    Raises:
        CalledProcessError: pip failed.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    return folder / WHEEL
