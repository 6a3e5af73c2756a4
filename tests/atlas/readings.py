"""What registries were seen to serve: docker-library/repo-info and its forks, at their dates."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.atlas.clones import Clone

_FILE = re.compile(r"repos/([^/]+)/remote/(.+)\.md")
_PLATFORM = re.compile(r"(?m)^### `[^`]*` - (linux|windows)[^;\n]*; amd64\s*$")
#: On Windows the classic builder's own word for what runs nothing stands in front.
_INSTRUCTION = re.compile(
    r"(?m)^(?:RUN cmd /S /C #\(nop\) +)?(USER|WORKDIR|STOPSIGNAL|ONBUILD|ENV) (.*\S)\s*$"
)
_LISTS = {"entrypoint": "Entrypoint", "cmd": "Default Command", "shell": "`SHELL`"}


class Reading(NamedTuple):
    """What one tag said on a day; an empty list is not told from an absent one.

    Attributes:
        name: the official repository.
        tag: the tag.
        system: ``linux`` or ``windows``, of amd64.
        second: when the image was built.
        entrypoint: its entrypoint.
        cmd: its command.
        shell: its shell.
        user: its user, as all that follows told by the history of its instructions.
        working_dir: its folder.
        stop_signal: its signal.
        on_build: its triggers, blanks told once.
        env: its variables; what the builder adds by itself is not among them.
    """

    name: str
    tag: str
    system: str
    second: int
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    shell: tuple[str, ...] = ()
    user: str = ""
    working_dir: str = ""
    stop_signal: str = ""
    on_build: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()


def read(clone: Clone, revision: str = "HEAD") -> Iterator[Reading]:
    """Return every reading of a commit."""
    for path in clone.git("ls-tree", "-r", "--name-only", revision, "repos").splitlines():
        yield from _readings(clone, revision, path)


def draw(clone: Clone, seed: int, count: int) -> Iterator[Reading]:
    """Return readings of the whole history at random, of each repository as many as of others."""
    told = clone.git(
        "log", "--format=@%H", "--name-only", "--diff-filter=AM", "HEAD", "--", "repos"
    )
    commit, by_name = "", dict[str, list[tuple[str, str]]]()
    for line in told.splitlines():
        match = _FILE.fullmatch(line)
        if line.startswith("@"):
            commit = line[1:]
        elif match is not None:
            by_name.setdefault(match[1], []).append((commit, line))
    chance = random.Random(seed)
    names = sorted(by_name)
    seen: set[tuple[str, str]] = set()
    while len(seen) < min(count, sum(map(len, by_name.values()))):
        found = chance.choice(by_name[chance.choice(names)])
        if found not in seen:
            seen.add(found)
            yield from _readings(clone, *found)


def _readings(clone: Clone, revision: str, path: str) -> Iterator[Reading]:
    match = _FILE.fullmatch(path)
    data = clone.read(f"{revision}:{path}") if match is not None else None
    if match is not None and data is not None:
        yield from parse(match[1], match[2], data.decode("utf-8", "replace"))


def parse(name: str, tag: str, text: str) -> Iterator[Reading]:
    """Return the readings of a file, the first of each system."""
    seen: set[str] = set()
    pieces = _PLATFORM.split(text)
    for system, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        own = re.split(r"(?m)^### ", piece)[0]
        if system in seen or "Image ID" not in own:
            continue
        seen.add(system)
        found = {key: _list(own, said) for key, said in _LISTS.items()}
        yield Reading(name, tag, system, _built(own), **found, **_told(own))


def _list(text: str, said: str) -> tuple[str, ...]:
    match = re.search(rf"(?m)^-\t{re.escape(said)}: `(\[.*\])`\s*$", text)
    return tuple(json.loads(match[1])) if match is not None else ()


def _told(text: str) -> dict[str, Any]:
    """Return what the instructions of a history said last."""
    lines = _INSTRUCTION.findall(text)
    last = {name: said.removeprefix("[").removesuffix("]") for name, said in lines}
    env: dict[str, str] = {}
    for name, said in lines:
        if name == "ENV":
            pieces = re.split(r"(?:^|\s)([A-Za-z_]\w*)=", said)
            env.update(zip(pieces[1::2], pieces[2::2], strict=True))
    return {
        "user": last.get("USER", ""),
        "working_dir": last.get("WORKDIR", ""),
        "stop_signal": last.get("STOPSIGNAL", ""),
        "on_build": tuple(" ".join(said.split()) for name, said in lines if name == "ONBUILD"),
        "env": tuple(sorted(env.items())),
    }


def _built(text: str) -> int:
    from email.utils import parsedate_to_datetime

    dates = re.findall(r"(?m)^# (\w{3}, \d\d \w{3} \d{4} [0-9:]{8} GMT)$", text)
    return max((int(parsedate_to_datetime(one).timestamp()) for one in dates), default=0)
