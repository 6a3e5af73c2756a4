"""Read the files in which Docker's official images are listed.

https://github.com/docker-library/official-images, "Instruction format"; before 2016 a line each,
``tag: git://repository@commit directory``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_OLD = re.compile(
    r"([\w.-]+):?[ \t]+(?:C:)?((?:git|https?)://[^\s@#]+)"
    r"(?:[@#](?P<ref>[^\s:]*)(?::\S*)?|[ \t]+C:(?P<commit>\S+))?(?:[ \t]+(?P<folder>\S+))?[ \t]*"
)
#: Keys that stand alone in a file of which every entry was removed; they are no tags.
_KEYS = frozenset({"GitRepo", "GitFetch", "Maintainers"})
_KEY = re.compile(r"([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*)")
_URL = re.compile(
    r"(?:git|https?)://(?:www\.)?(?:github\.com/|gitlab\.archlinux\.org/)?(.+?)(?:\.git)?[>/]*$"
)
_WINDOWS = "windows"


class Entry(NamedTuple):
    """What one image is built from.

    Attributes:
        system: ``linux`` or ``windows``.
        repository: where the sources are said to be, without ``https://github.com/``.
        commit: the commit, as written.
        path: the file to build, from the top of the repository.
        builder: ``buildkit``, ``classic``, ``oci-import`` or nothing.
    """

    system: str
    repository: str
    commit: str
    path: str
    builder: str = ""


def tags(text: str) -> dict[tuple[str, str], Entry]:
    """Return the entry of each tag and system that a file lists; of two, the first."""
    found: dict[tuple[str, str], Entry] = {}
    for names, entry in _entries(text):
        for name in names:
            found.setdefault((name, entry.system), entry)
    return found


def _entries(text: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
    text = text.replace("\r\n", "\n")
    if not re.search(r"(?m)^Tags?[ \t]*:", text):
        yield from _old(text)
        return
    defaults: tuple[tuple[str, str], ...] = ()
    for block in re.split(r"\n(?:[ \t]*\n)+", text):
        pairs = _pairs(block)
        if any(key in {"Tags", "Tag"} for key, _ in pairs):
            yield _entry(defaults, pairs)
        else:
            defaults += pairs


def _old(text: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for line in text.splitlines():
        match = _OLD.fullmatch(line.rstrip())
        if match is not None and match[1] not in _KEYS:
            commit = match["ref"] or match["commit"] or ""
            yield (match[1],), Entry("linux", short(match[2]), commit, _file(match["folder"] or ""))


@lru_cache(maxsize=1 << 18)
def _pairs(block: str) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        if line[:1] in {" ", "\t"} and pairs:
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}")
            continue
        match = _KEY.fullmatch(line.strip())
        if match is not None:
            pairs.append((match[1], match[2].strip()))
    return tuple(pairs)


@lru_cache(maxsize=1 << 18)
def _entry(
    defaults: tuple[tuple[str, str], ...], pairs: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], Entry]:
    own = dict(pairs)
    known = {key: value for key, value in defaults if key not in {"Tags", "SharedTags"}} | own
    machines = [x for x in re.split(r"[,\s]+", known.get("Architectures", "amd64")) if x]
    machine = "amd64" if "amd64" in machines or not machines else machines[0]

    def said(key: str, default: str = "") -> str:
        return known.get(f"{machine}-{key}") or known.get(key) or default

    names = re.split(
        r"[,\s]+", f"{own.get('Tags', own.get('Tag', ''))},{own.get('SharedTags', '')}"
    )
    entry = Entry(
        _WINDOWS if machine.startswith(_WINDOWS) else "linux",
        short(said("GitRepo")),
        said("GitCommit"),
        _file(said("Directory"), said("File", "Dockerfile")),
        said("Builder"),
    )
    return tuple(name for name in names if name), entry


def _file(folder: str, name: str = "Dockerfile") -> str:
    folder = folder.strip("/").removeprefix("./")
    return name if folder in {"", "."} else f"{folder}/{name}"


def short(url: str) -> str:
    """Return the name of a repository from its address: ``OWNER/NAME`` on GitHub."""
    match = _URL.match(url)
    return match[1].lower() if match is not None else url.lower()
