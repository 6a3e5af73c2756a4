"""The history of Docker's official images: which tag was built from what, and from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.atlas.clones import Clone
from tests.atlas.stackbrew import Entry, tags


class Span(NamedTuple):
    """A stretch of time in which a tag was built from an entry.

    Attributes:
        start: the second from which it was listed.
        end: the second it was listed no more or otherwise; None for today.
        entry: the entry; None where the tag was not listed.
    """

    start: int
    end: int | None
    entry: Entry


#: The spans of each system of each tag of each repository, by time.
Spans = dict[str, dict[tuple[str, str], list[Span]]]


def read(clone: Clone) -> tuple[Spans, int]:
    """Return the spans of everything that was ever listed, and the second of the last change."""
    spans: Spans = {}
    listed: dict[str, dict[tuple[str, str], tuple[int, Entry]]] = {}
    last = 0
    for second, name, blob in _changes(clone):
        last = max(last, second)
        data = clone.read(blob) if blob else b""
        now = tags((data or b"").decode("utf-8", "replace"))
        before = listed.setdefault(name, {})
        known = spans.setdefault(name, {})
        for key in [key for key, (_, entry) in before.items() if now.get(key) != entry]:
            start, entry = before.pop(key)
            known.setdefault(key, []).append(Span(start, second, entry))
        for key, entry in now.items():
            if key not in before:
                before[key] = (second, entry)
    for name, before in listed.items():
        for key, (start, entry) in before.items():
            spans[name].setdefault(key, []).append(Span(start, None, entry))
    return spans, last


def _changes(clone: Clone) -> Iterator[tuple[int, str, str]]:
    """Return every version of each file in order: second, name, blob (empty when removed)."""
    told = clone.git(
        *("log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "--no-renames"),
        *("--format=@%ct", "HEAD", "--", "library"),
    )
    second = 0
    for line in told.splitlines():
        if line.startswith("@"):
            # Clocks of committers differ; a file's versions are in order all the same.
            second = max(second, int(line[1:]))
        elif line.startswith(":"):
            parts, path = line.split("\t", 1)
            blob = parts.split()[3]
            name = path.removeprefix("library/")
            if "/" not in name and name not in {"MAINTAINERS", "README.md"}:
                yield second, name, blob if blob.strip("0") else ""
