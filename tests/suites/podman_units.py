"""Podman's Quadlet units: the line that its generator writes for each."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import partial
from typing import Any

from cmdresolve.starters.quadlet import quadlet_container
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

_ENGINE = "podman@5.8"
_ASSERTED = re.compile(r"^#+ (!?assert-[\w-]+)(?: (.*))?$", re.MULTILINE)


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the units of containers, with what they say of the line's end and its entrypoint."""
    for path in sorted(files):
        found = re.fullmatch(r"test/e2e/quadlet/([^/]+)\.container", path)
        if found is not None:
            yield _case(found[1], files[path])


def _case(name: str, text: str) -> Case | NotAsked:
    told: dict[str, list[list[str]]] = {}
    for match in _ASSERTED.finditer(text):
        told.setdefault(match[1], []).append(shlex.split(match[2] or ""))
    ask = partial(_line, text)
    if "assert-failed" in told:
        if not re.search(r"^Image\s*=\s*\S", text, re.MULTILINE):
            return Case(name, REFUSED, ask)
        return NotAsked(name, "the generator refuses a key that bears on no argv")
    if re.search(r"^(Rootfs\s*=|Image\s*=\s*\S+\.(image|build)\s*$)", text, re.MULTILINE):
        return NotAsked(name, "its image is a folder, or another unit")
    expected: dict[str, Any] = {}
    final = told.get("assert-podman-final-args")
    if final:
        # What stands before the image is the generator's own.
        expected["end"] = final[0][-1:] if final[0][:1] == ["run"] else final[0]
    for words in told.get("assert-podman-args", []):
        joined = " ".join(words)
        if joined.startswith("--entrypoint"):
            expected["entrypoint"] = joined.removeprefix("--entrypoint").lstrip("= ")
        if words == ["--init"]:
            expected["init"] = True
    return Case(
        name, expected or ACCEPTED, partial(ask, tuple(expected), len(expected.get("end", ())))
    )


def _line(text: str, fields: tuple[str, ...] = (), size: int = 0) -> Any:
    command = quadlet_container(text, engine=_ENGINE)
    if not fields:
        return ACCEPTED
    override = command.override
    told = {
        "end": [command.image, *(override.args or ())][-size:],
        "entrypoint": override.entrypoint,
        "init": override.init,
    }
    return {field: told[field] for field in fields}


SUITE = Suite("Podman, units", "containers/podman", read)
