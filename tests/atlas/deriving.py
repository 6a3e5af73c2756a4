"""From what a tag was built from to what its image said, by this library and by the day."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

import cmdresolve as cr
from tests.atlas.clones import Clone, Clones
from tests.atlas.history import Span
from tests.atlas.said import FIELDS, NOTHING, Said, base_of, build, from_json
from tests.atlas.stackbrew import Entry

OFFICIAL = "docker-library/official-images"

_VERSION = re.compile(r"\d+(?:\.\d+)*")


class Source(NamedTuple):
    """Where that was read: a file of a repository at a commit.

    Attributes:
        near: whether the commit that was named is gone, and this is the nearest kept one.
    """

    repository: str
    commit: str
    path: str
    near: bool = False


class Moment(NamedTuple):
    """What a tag said from a second on; None where that cannot be told, with the reason."""

    second: int
    said: Said | None
    source: Source | None
    reason: str = ""


class File(NamedTuple):
    """What is built, and where it was read; an image config where nothing is left to build."""

    text: str
    config: Said | None
    source: Source


#: Gives what an image of another family said over time.
Elsewhere = Callable[[str, str], "list[Moment] | None"]


class Derivation:
    """Follows tags to their files, and these to their bases."""

    def __init__(
        self,
        clones: Clones,
        spans: dict[str, dict[tuple[str, str], list[Span]]],
        elsewhere: Elsewhere,
        roots: Roots,
    ) -> None:
        self.clones = clones
        self.spans = spans
        self.elsewhere = elsewhere
        self.roots = roots
        self._known: dict[tuple[str, str, str], list[Moment]] = {}
        self._homes: dict[str, list[Clone]] = {}

    def timeline(self, name: str, tag: str, system: str) -> list[Moment]:
        """Return what a tag of an official repository said over time; nothing if it never was."""
        key = (name, tag, system)
        if key not in self._known:
            self._known[key] = []  # an image that is built from itself says nothing
            moments: list[Moment] = []
            for span in self.spans.get(name, {}).get((tag, system), ()):
                moments += self._span(name, tag, span)
            self._known[key] = simplified(moments)
        return self._known[key]

    def _span(self, name: str, tag: str, span: Span) -> list[Moment]:
        file = self.file(span.entry, span.start)
        if file is None:
            rows = self.roots.rows(name, tag, span.entry.system)
            return (
                within(rows, span) if rows else [Moment(span.start, None, None, _gone(span.entry))]
            )
        if file.source.near:
            rows = self.roots.rows(name, tag, span.entry.system)
            if rows:
                return within(rows, span)
        if file.config is not None:
            said = file.config._replace(shells=self.roots.shells(name))
            return [Moment(span.start, said, file.source)]
        return self.built(file, span, self.roots.shells(name))

    def built(self, file: File, span: Span, shells: tuple[str, ...] | None = None) -> list[Moment]:
        """Return what a file made in a stretch of time, while its base changed."""
        system = span.entry.system
        try:
            base = base_of(file.text, system)
        except cr.CmdResolveError as error:
            return [Moment(span.start, None, file.source, f"refused: {error.message}")]
        if not base:
            return [self._made(file, span.start, system, base, NOTHING._replace(shells=shells))]
        timeline = self._base(base, system)
        if not timeline:
            return [self._made(file, span.start, system, base, None)]
        return [
            self._made(file, moment.second, system, base, moment.said)
            for moment in within(timeline, span)
        ]

    def _made(self, file: File, second: int, system: str, base: str, said: Said | None) -> Moment:
        try:
            return Moment(second, build(file.text, system, base, said), file.source)
        except cr.CmdResolveError as error:
            return Moment(second, None, file.source, f"refused: {error.message}")

    def _base(self, reference: str, system: str) -> list[Moment] | None:
        from cmdresolve.images.atlas_names import parse

        name = parse(reference)
        if name is None:
            return None
        official = name.repository.removeprefix("docker.io/library/")
        if official in self.spans:
            tag = name.tag or "latest"
            return self.timeline(official, tag, system) or self.roots.rows(official, tag, system)
        return self.elsewhere(reference, system)

    def file(self, entry: Entry, second: int) -> File | None:
        """Read what an entry is built from."""
        clone = self.clones.having(entry.commit) if entry.commit else None
        if clone is not None:
            found = read_file(clone, entry.commit, entry.path)
            if found is not None:
                homes = self._homes.setdefault(entry.repository, [])
                if clone not in homes and clone.name != OFFICIAL:
                    homes.append(clone)
                return found
        homes = self.homes(entry.repository)
        for places in (_same_path, _sibling_path):
            for other in homes:
                commit, path = places(other, entry.path, second)
                found = read_file(other, commit, path) if commit else None
                if found is not None:
                    return found._replace(source=found.source._replace(near=True))
        return None

    def homes(self, repository: str) -> list[Clone]:
        """Return the clones in which what is said to be of a repository may be."""
        named = self.clones.named(repository)
        return [*([named] if named is not None else []), *self._homes.get(repository, [])]


class Roots:
    """What is known by hand of images whose files are gone: tables/atlas/roots.json."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._rows = table["rows"]
        self._shells = {
            name: tuple(shells.split())
            for shells, names in table["shells"].items()
            for name in names.split()
        }

    def shells(self, name: str) -> tuple[str, ...] | None:
        """Return the shells of a root file system."""
        return self._shells.get(name)

    def rows(self, name: str, tag: str, system: str) -> list[Moment]:
        """Return what is known of a tag over time."""
        found = []
        for row in self._rows:
            if row["repository"] != name or row.get("system", "linux") != system:
                continue
            if not re.fullmatch(row.get("tags", ".*"), tag):
                continue
            said = from_json(row["config"])._replace(shells=self.shells(name))
            source = row["source"]
            found.append(
                Moment(
                    seconds(row.get("since", "1970-01-01")),
                    said,
                    Source(source["repository"], source["commit"], source["path"], near=True),
                )
            )
        return sorted(found, key=lambda moment: moment.second)


def _gone(entry: Entry) -> str:
    commit = entry.commit[:12] or "no commit"
    return f"{entry.path} of {entry.repository or 'no repository'} at {commit} is not kept"


def seconds(day: str) -> int:
    """Return the second with which a day begins."""
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def within(timeline: list[Moment], span: Span) -> list[Moment]:
    """Cut a timeline: what was said at the start of a span, and what changed before its end."""
    at = max(bisect_right([moment.second for moment in timeline], span.start) - 1, 0)
    first = timeline[at]
    rest = [
        moment
        for moment in timeline[at + 1 :]
        if moment.second > span.start and (span.end is None or moment.second < span.end)
    ]
    return [first._replace(second=span.start), *rest]


def simplified(moments: list[Moment]) -> list[Moment]:
    """Leave out moments at which nothing changed."""
    kept: list[Moment] = []
    for moment in moments:
        if (
            not kept
            or kept[-1].said != moment.said
            or (moment.said is None) != (kept[-1].said is None)
        ):
            kept.append(moment)
    return kept


def common(moments: list[Moment]) -> list[Moment]:
    """Return what all moments agree on, where any of them may hold; the rest is unknown."""
    told = [moment for moment in moments if moment.said is not None]
    if not told:
        return moments[-1:]
    saids = {moment.said for moment in told if moment.said is not None}
    last = told[-1].said
    assert last is not None
    unknown = {name for said in saids for name in said.unknown}
    changes: dict[str, object] = {}
    for name, field in FIELDS.items():
        if len({getattr(said, field) for said in saids}) > 1:
            unknown.add(name)
            changes[field] = NOTHING._asdict()[field]
    env = tuple(text for text in last.env if all(text in said.env for said in saids))
    shells = last.shells if len({said.shells for said in saids}) == 1 else None
    changes |= {"env": env, "shells": shells, "unknown": tuple(sorted(unknown))}
    return [told[-1]._replace(second=told[0].second, said=last._replace(**changes))]


def read_file(clone: Clone, commit: str, path: str) -> File | None:
    """Read a file at a commit, through symbolic links; None where there is none."""
    data = clone.read(f"{commit}:{path}")
    if data is None:
        return None
    if path.endswith("index.json"):
        return _imported(clone, commit, path, data)
    text = data.decode("utf-8", "surrogateescape")
    # A symbolic link holds the path it leads to.
    if "\n" not in text.strip() and not re.match(r"(?i)\s*from\s", text) and len(text) < 200:
        folder = path.rpartition("/")[0]
        target = _joined(folder, text.strip())
        return read_file(clone, commit, target) if target != path else None
    return File(text, None, Source(clone.name, commit, path))


def _same_path(clone: Clone, path: str, second: int) -> tuple[str, str]:
    return clone.nearest(path, second) or "", path


def _sibling_path(clone: Clone, path: str, second: int) -> tuple[str, str]:
    """Find the path of another version, at the nearest commit: ``3.3/slim`` for ``3.4/slim``.

    Of 3,253 times that a path was new and its sources are kept, it said in 3,220 what its sibling
    said last.
    """
    commit = clone.nearest("", second) or ""
    kind = _VERSION.sub("*", path)
    others = [x for x in clone.paths(commit) if _VERSION.sub("*", x) == kind] if commit else []
    return commit, max(others, key=lambda x: (_alike(x, path), _natural(x)), default="")


def _alike(one: str, other: str) -> int:
    """Count the characters at which two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _natural(path: str) -> list[tuple[int, str]]:
    return [(int(x), "") if x.isdigit() else (-1, x) for x in re.split(r"(\d+)", path)]


def _joined(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _imported(clone: Clone, commit: str, path: str, data: bytes) -> File | None:
    """Read an OCI layout: index, manifest, config."""
    folder = path.rpartition("/")[0]

    def blob(descriptor: dict[str, Any]) -> dict[str, Any] | None:
        if "data" in descriptor:
            import base64

            return json.loads(base64.b64decode(descriptor["data"]))
        kind, _, digest = descriptor["digest"].partition(":")
        at = _joined(folder, f"blobs/{kind}/{digest}")
        found = clone.read(f"{commit}:{at}")
        if found is not None and not found.lstrip().startswith(b"{"):
            target = _joined(at.rpartition("/")[0], found.decode("utf-8", "replace").strip())
            found = clone.read(f"{commit}:{target}")
        return None if found is None else json.loads(found)

    record: dict[str, Any] | None = json.loads(data)
    while record is not None and "manifests" in record:
        record = blob(record["manifests"][0])
    config = blob(record["config"]) if record is not None else None
    if config is None:
        return None
    return File("", from_json(config.get("config") or {}), Source(clone.name, commit, path))
