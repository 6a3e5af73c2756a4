"""What BuildKit's own checks say of Dockerfiles (``docker build --check``)."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from cmdresolve import CmdResolveError, Dockerfile
from tests.peers.ours import Told

# The end of an archive, and nothing before it.
_EMPTY_ARCHIVE = bytes(1024)
_SECONDS = 60


def describe_bases(texts: Iterable[str]) -> None:
    """Load an empty image under the name of every base, so that nothing is looked for."""
    names: set[str] = set()
    for text in texts:
        try:
            names |= set(Dockerfile.parse(text).bases_needed())
        except (CmdResolveError, ValueError):
            continue
    for name in sorted(names):
        subprocess.run(
            ["docker", "image", "import", "-", name],
            input=_EMPTY_ARCHIVE,
            capture_output=True,
            check=False,
        )


def asked(program: str, path: Path, folder: Path) -> list[Told]:
    """Ask of a file; one that the builder refuses has one finding, ``refused``.

    Args:
        program: Docker's buildx.
        path: the Dockerfile.
        folder: an empty folder, which is the context.
    """
    done = subprocess.run(
        [program, "build", "--call=check,format=json", "-f", str(path), str(folder)],
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        env={**os.environ, "BUILDX_NO_DEFAULT_ATTESTATIONS": "1"},
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return [Told("refused", "error", None)]
    refused = [Told("refused", "error", None)] if told.get("buildError") else []
    return [*refused, *(_told(one) for one in told.get("warnings") or ())]


def _told(one: dict[str, object]) -> Told:
    location = one.get("location")
    ranges = location.get("ranges") if isinstance(location, dict) else None
    line = ranges[0]["start"]["line"] if ranges else None
    return Told(str(one["ruleName"]), "warning", line)
