"""The atlas in full: a text file for each repository, which people can review.

A file of ``tables/atlas/full`` has

* ``value NUMBER JSON``: what an image said,
* ``of REPOSITORY``, and under it ``source NUMBER COMMIT PATH``: where that was read; a path that
  ends in a slash is the folder of a ``Dockerfile``, and ``~`` stands before a commit that is the
  nearest kept one to the commit that was named, which is gone,
* ``tags SYSTEM DAY VALUE SOURCE …: TAG…``: tags that said the same from the same days on, from the
  same sources; ``-`` for a value that could not be told; ``+TAG`` is still built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from cmdresolve.images.atlas_store import Fields
from tests.atlas.deriving import Moment, Source
from tests.atlas.packing import Line, Repository
from tests.atlas.packing import Moment as Packed
from tests.atlas.said import Said

#: A tag and a system: what it said over time, and whether it is still built.
Told = dict[tuple[str, str], tuple[list[Moment], bool]]

_PLACE = re.compile(r"PATH|LANG|LC_\w+|\w+_HOME")

#: The same, reduced to what is shipped: day, value and source of each change.
Reduced = dict[tuple[str, str], tuple[list[tuple[str, Fields | None, Source | None]], bool]]


def day(second: int) -> str:
    """Return the day of a second."""
    return datetime.fromtimestamp(second, UTC).date().isoformat()


def constant(told: Told, most: int) -> set[str]:
    """Return the names of the variables whose values are shipped.

    They are those that say where things are, and those that have few values along a repository.
    """
    values: dict[str, set[str]] = {}
    for moments, _ in told.values():
        for moment in moments:
            for text in moment.said.env if moment.said is not None else ():
                name, _, value = text.partition("=")
                values.setdefault(name, set()).add(value)
    return {name for name, found in values.items() if len(found) <= most or _PLACE.fullmatch(name)}


def fields(said: Said, kept: set[str]) -> Fields:
    """Return what is shipped of an image's config."""
    env = tuple(text for text in said.env if text.partition("=")[0] in kept)
    names = tuple(
        sorted({x.partition("=")[0] for x in said.env} - {x.partition("=")[0] for x in env})
    )
    text = (said.user, said.working_dir, said.stop_signal)
    return Fields(
        said.entrypoint,
        said.cmd,
        said.shell,
        said.on_build,
        env or None,
        names or None,
        text if any(text) else None,
        _shells(said),
        said.unknown or None,
    )


def _shells(said: Said) -> tuple[str, ...] | None:
    """Return the shells of an image, with one that it starts."""
    if said.shells is None:
        return None
    starts = {word.rpartition("/")[2] for word in (*(said.entrypoint or ()), *(said.cmd or ()))}
    return tuple(sorted({*said.shells, *({"bash"} & starts)}))


def reduced(told: Told, most: int) -> Reduced:
    """Return the values that are shipped, and the days they changed."""
    kept = constant(told, most)
    found: Reduced = {}
    for key, (moments, built) in told.items():
        rows: list[tuple[str, Fields | None, Source | None]] = []
        for moment in moments:
            value = None if moment.said is None else fields(moment.said, kept)
            if rows and rows[-1][1] == value:
                continue
            when = day(moment.second)
            if rows and rows[-1][0] == when:
                rows.pop()
                if rows and rows[-1][1] == value:
                    continue
            rows.append((when, value, moment.source))
        found[key] = (rows, built)
    return found


def write(rows: Reduced, reasons: dict[tuple[str, str], str]) -> str:
    """Return the text of a repository's file.

    Args:
        rows: what its tags said.
        reasons: why what a tag says today could not be told.
    """
    used = {
        source for moments, _ in rows.values() for _, _, source in moments if source is not None
    }
    sources = {source: number for number, source in enumerate(sorted(used))}
    values: dict[Fields, int] = {}
    groups: dict[tuple[str, ...], list[str]] = {}
    for (tag, system), (moments, built) in sorted(rows.items()):
        words = [system]
        for when, value, source in moments:
            words.append(when)
            words.append("-" if value is None else str(values.setdefault(value, len(values))))
            words.append("-" if source is None else str(sources[source]))
        groups.setdefault(tuple(words), []).append(f"+{tag}" if built else tag)
    lines = [f"value {number} {_json(value)}" for value, number in values.items()]
    for repository, own in groupby(sources, key=lambda source: source.repository):
        lines.append(f"of {repository}")
        lines += [f"source {sources[source]} {_place(source)}" for source in own]
    lines += [f"tags {' '.join(words)}: {' '.join(tags)}" for words, tags in groups.items()]
    because: dict[str, list[str]] = {}
    for (tag, _), reason in sorted(reasons.items()):
        because.setdefault(reason, []).append(tag)
    lines += [f"lacking {' '.join(tags)}: {reason}" for reason, tags in because.items()]
    return "\n".join(lines) + "\n"


def _place(source: Source) -> str:
    near = "~" if source.near else ""
    return f"{near}{source.commit[:12]} {re.sub('/Dockerfile$', '/', source.path)}"


def read(text: str) -> Repository:
    """Read what of a repository's file is shipped."""
    values: list[Fields] = []
    sources: list[str] = []
    found: dict[str, Line] = {}
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "of":
            sources.append(rest)
        elif kind == "value":
            values.append(_fields(json.loads(rest.partition(" ")[2])))
        elif kind == "tags":
            head, _, tags = rest.partition(": ")
            system, *moments = head.split(" ")
            rows = _rows(system, moments, values)
            for name in tags.split(" ") if rows else ():
                tag = name.removeprefix("+")
                before = found.get(tag, Line((), built=False))
                found[tag] = Line((*before.moments, *rows), before.built or name.startswith("+"))
    return Repository(found, tuple(sources))


def _rows(system: str, words: list[str], values: list[Fields]) -> tuple[Packed, ...]:
    rows: list[Packed] = []
    for when, number in zip(words[::3], words[1::3], strict=True):
        value = None if number == "-" else values[int(number)]
        if not rows or rows[-1].value != value:
            rows.append(Packed(system, when if rows else "", value))
    return tuple(rows) if any(row.value is not None for row in rows) else ()


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Return the repositories that a folder has files of, and the text of each."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.relative_to(folder).with_suffix("").as_posix(), path.read_text(encoding="utf-8")


def _json(value: Fields) -> str:
    record: dict[str, Any] = {
        name: list(words)
        for name, words in zip(Fields._fields, value, strict=True)
        if words is not None
    }
    return json.dumps(record, ensure_ascii=True)


def _fields(record: dict[str, list[str]]) -> Fields:
    value = Fields(**{name: tuple(words) for name, words in record.items()})
    env = tuple(text for text in value.env or () if _PLACE.fullmatch(text.partition("=")[0]))
    others = {text.partition("=")[0] for text in (value.env or ()) if text not in env}
    names = tuple(sorted({*(value.names or ()), *others}))
    return value._replace(env=env or None, names=names or None)
