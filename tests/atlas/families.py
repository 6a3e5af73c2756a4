"""Images that are none of Docker's official ones: their build files, and what is known of the rest.

``tables/atlas/families.toml`` lists them. A family is one of

* ``paths``: Dockerfiles of a repository, the names one file had over time; what each commit of the
  main line made of them is what all tags of the images that match ``tags`` said from that day on;
* ``match``: many Dockerfiles, found by a pattern of their paths, the groups of which ``images`` and
  ``tags`` take; they are one file that was renamed where ``renamed`` says so;
* ``apko``: files that ``match`` and are no Dockerfiles, but what `tests.atlas.apko` reads;
* ``manifest``: the list of Microsoft's ImageBuilder, which tells which tag is built from what;
* ``rows``: what is known otherwise, each with the day it is known from and its source.

The files are those of the main line, or of each branch that matches ``branches``, the groups of
which ``tags`` takes.

Where its tags were pushed on some days alone, as those of a version were not before it was out,
``since`` says the first of these days and ``until`` the day they ended.
"""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.atlas import apko
from tests.atlas.clones import Clone, Clones
from tests.atlas.deriving import (
    Derivation,
    File,
    Moment,
    Source,
    common,
    read_file,
    seconds,
    simplified,
    within,
)
from tests.atlas.history import Span
from tests.atlas.said import from_json
from tests.atlas.stackbrew import Entry

#: What the tags of a family of one image are called.
ANY = "*"

#: What a registry takes for a tag (distribution/reference v0.6.0, regexp.go), or a pattern of some.
_TAG = re.compile(r"[A-Za-z0-9_*][A-Za-z0-9_.*-]{0,127}")


class Families:
    """The families, and what was derived of them."""

    def __init__(self, table: list[dict[str, Any]], clones: Clones) -> None:
        self.clones = clones
        self.derivation: Derivation | None = None
        #: What each tag (or pattern of tags) of each repository is made from.
        self.tags: dict[str, dict[tuple[str, str], list[tuple[dict[str, Any], str]]]] = {}
        self.lacking: list[str] = []
        self._known: dict[tuple[str, str, str], list[Moment]] = {}
        for family in table:
            self._list(family)

    @classmethod
    def listed(cls, file: Path, clones: Clones) -> Families:
        """Read the list."""
        return cls(tomllib.loads(file.read_text(encoding="utf-8"))["family"], clones)

    def elsewhere(self, reference: str, system: str) -> list[Moment] | None:
        """Return what an image said over time."""
        from cmdresolve.images.atlas_names import parse

        name = parse(reference)
        known = None if name is None else self.tags.get(name.repository)
        if name is None or known is None:
            return None
        tag = name.tag or "latest"
        patterns = [key for key in known if key[1] == system and fnmatch.fnmatchcase(tag, key[0])]
        if not patterns:
            return None
        best = max(patterns, key=lambda key: (key[0] == tag, len(key[0].replace("*", ""))))
        return self.timeline(name.repository, *best)

    def timeline(self, repository: str, tag: str, system: str) -> list[Moment]:
        """Return what a tag, or the tags of a pattern, said over time."""
        key = (repository, tag, system)
        if key not in self._known:
            self._known[key] = []
            made: dict[int, tuple[dict[str, Any], list[Moment]]] = {}
            for family, path in self.tags[repository][tag, system]:
                _, own = made.setdefault(id(family), (family, []))
                own += self._made(family, path, system)
            moments = [x for family, own in made.values() for x in _pushed(own, family)]
            moments.sort(key=lambda moment: moment.second)
            files = {
                path
                for family, path in self.tags[repository][tag, system]
                if "match" in family and not family.get("renamed")
            }
            if ANY in tag and len(files) > 1:
                moments = common(moments)
            self._known[key] = simplified(moments)
        return self._known[key]

    def _list(self, family: dict[str, Any]) -> None:
        system = family.get("system", "linux")
        if "rows" in family:
            for row in family["rows"]:
                self._see_source(row)
            self._add(family, family["images"], family.get("tags", ANY), system, "")
            return
        clone = self.clones.named(family["repository"])
        if clone is None:
            self.lacking.append(family["repository"])
            return
        if "manifest" in family:
            self._manifest(family, clone)
        elif "match" in family:
            pattern = re.compile(family["match"])
            for path in sorted(main_line(clone)):
                match = pattern.fullmatch(path)
                if match is not None:
                    self._add(
                        family,
                        match.expand(family["images"]),
                        match.expand(family["tags"]),
                        system,
                        path,
                    )
        else:
            for branch, tags in _branches(family, clone):
                for path in family["paths"]:
                    self._add(branch, family["images"], tags, system, path)

    def _see_source(self, row: dict[str, Any]) -> None:
        """See to it that the source of a row is there, before hours go into others."""
        repository, commit, path = row["source"].split(" ", 2)
        clone = self.clones.named(repository)
        assert clone is None or clone.read(f"{commit}:{path}") is not None, row["source"]

    def _add(self, family: dict[str, Any], images: str, tags: str, system: str, path: str) -> None:
        for image in images.lower().split():
            for tag in tags.split():
                if not _TAG.fullmatch(tag):
                    continue
                known = self.tags.setdefault(image, {}).setdefault((tag, system), [])
                known.append((family, path))

    def _manifest(self, family: dict[str, Any], clone: Clone) -> None:
        for (image, tag, system), spans in manifest_spans(clone, family).items():
            known = self.tags.setdefault(image, {}).setdefault((tag, system), [])
            known += [({**family, "span": span}, span.entry.path) for span in spans]

    def _made(self, family: dict[str, Any], path: str, system: str) -> list[Moment]:
        assert self.derivation is not None
        if "rows" in family:
            return [self._row(row) for row in family["rows"]]
        clone = self.clones.named(family["repository"])
        assert clone is not None
        if "span" in family:
            return self._built(clone, family, family["span"])
        moments: list[Moment] = []
        changes = main_line(clone, family.get("branch", "HEAD")).get(path, [])
        for number, (second, commit) in enumerate(changes):
            end = changes[number + 1][0] if number + 1 < len(changes) else None
            entry = Entry(system, clone.name, commit, path)
            moments += self._built(clone, family, Span(second, end, entry))
        return moments

    def _row(self, row: dict[str, Any]) -> Moment:
        repository, commit, path = row["source"].split(" ", 2)
        unknown = tuple(row.get("unknown", "").split())
        said = from_json(row["config"])._replace(
            shells=tuple(row["shells"].split()), unknown=unknown
        )
        return Moment(seconds(row["since"]), said, Source(repository, commit, path))

    def _built(self, clone: Clone, family: dict[str, Any], span: Span) -> list[Moment]:
        assert self.derivation is not None
        file = read_file(clone, span.entry.commit, span.entry.path)
        if file is None:
            return []
        if "apko" in family:
            said = apko.read(file.text, family["apko"])
            return [] if said is None else [Moment(span.start, said, file.source)]
        text = file.text
        for old, new in family.get("replace", {}).items():
            text = text.replace(old, new)
        for name, value in family.get("args", {}).items():
            text = re.sub(rf"(?m)^(ARG {name})\b.*$", rf"\1={value}", text)
        if family.get("target"):
            text = cut(text, family["target"])
        return self.derivation.built(File(text, None, file.source), span)


def _pushed(moments: list[Moment], family: dict[str, Any]) -> list[Moment]:
    """Leave out what was said when the tags of a family were not yet, or no more, pushed."""
    if not moments or not {"since", "until"} & family.keys():
        return moments
    moments = sorted(moments, key=lambda moment: moment.second)
    first = seconds(family.get("since", "1970-01-01"))
    end = seconds(family["until"]) if "until" in family else None
    start = max(first, moments[0].second)
    if end is not None and end <= start:
        return []
    return within(moments, Span(start, end, Entry("", "", "", "")))


def cut(text: str, target: str) -> str:
    """Leave out the stages after a target."""
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if re.match(r"(?i)\s*FROM\s", line)]
    for start, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        if re.search(rf"(?i)\sas\s+{re.escape(target)}\s*$", lines[start]):
            return "".join(lines[:after])
    return text


def _branches(family: dict[str, Any], clone: Clone) -> Iterator[tuple[dict[str, Any], str]]:
    """Return a family for each of its branches, and the tags of that."""
    tags = family.get("tags", ANY)
    if "branches" not in family:
        yield family, tags
        return
    for name in clone.git("branch", "--all", "--format=%(refname:lstrip=2)").split():
        match = re.fullmatch(family["branches"], name)
        if match is not None:
            yield {**family, "branch": name}, match.expand(tags)


@cache
def main_line(clone: Clone, branch: str = "HEAD") -> dict[str, list[tuple[int, str]]]:
    """Return the commits of the main line that changed each path that ever was, by time."""
    told = clone.git(
        *("log", "--first-parent", "-m", "--no-renames", "--format=@%ct %H", "--name-only", branch)
    )
    found: dict[str, list[tuple[int, str]]] = {}
    at = (0, "")
    for line in told.splitlines():
        if line.startswith("@"):
            second, commit = line[1:].split()
            at = (int(second), commit)
        elif line:
            found.setdefault(line, []).append(at)
    return {path: sorted(set(changes)) for path, changes in found.items()}


def manifest_spans(clone: Clone, family: dict[str, Any]) -> dict[tuple[str, str, str], list[Span]]:
    """Return what each tag was built from, from a manifest of ImageBuilder."""
    told = clone.git(
        *(
            "log",
            "--first-parent",
            "-m",
            "--reverse",
            "--format=%ct %H",
            family.get("branch", "HEAD"),
        ),
        *("--", "*manifest*.json", "*Dockerfile*"),
    )
    open_: dict[tuple[str, str, str], tuple[int, str, str, str]] = {}
    spans: dict[tuple[str, str, str], list[Span]] = {}
    done = 0
    for line in dict.fromkeys(told.splitlines()):
        second, commit = int(line.split()[0]), line.split()[1]
        done = max(done, second)
        blobs = _blobs(clone, commit)
        listed = (
            {} if family["manifest"] not in blobs else _listed(clone, commit, family["manifest"])
        )
        if not listed:
            continue
        for key in [key for key in open_ if key not in listed]:
            start, at, path, _ = open_.pop(key)
            spans.setdefault(key, []).append(Span(start, done, Entry(key[2], clone.name, at, path)))
        for key, path in listed.items():
            blob = blobs.get(path, "")
            before = open_.get(key)
            if before is not None and before[2:] == (path, blob):
                continue
            if before is not None:
                start, at, old, _ = before
                spans.setdefault(key, []).append(
                    Span(start, done, Entry(key[2], clone.name, at, old))
                )
            open_[key] = (done, commit, path, blob)
    for key, (start, at, path, _) in open_.items():
        spans.setdefault(key, []).append(Span(start, None, Entry(key[2], clone.name, at, path)))
    return spans


def _blobs(clone: Clone, commit: str) -> dict[str, str]:
    told = clone.git("ls-tree", "-r", commit)
    found = {}
    for line in told.splitlines():
        head, path = line.split("\t", 1)
        if path.endswith(".json") or "ockerfile" in path:
            found[path] = head.split()[2]
    return found


def _listed(clone: Clone, commit: str, path: str) -> dict[tuple[str, str, str], str]:
    record = _json(clone, commit, path)
    if record is None:
        return {}
    variables = dict(record.get("variables", {}))
    for other in record.get("includes", []):
        included = _json(clone, commit, other) or {}
        variables.update(included.get("variables", {}))
        record.setdefault("repos", []).extend(included.get("repos", []))

    def expanded(text: str) -> str:
        for _ in range(10):
            text, count = re.subn(r"\$\(([^()]+)\)", lambda m: str(variables.get(m[1], "")), text)
            if not count:
                break
        return text

    found: dict[tuple[str, str, str], str] = {}
    for repo in record.get("repos", []):
        for image in repo.get("images", []):
            for platform in _platforms(image.get("platforms", [])):
                system = platform.get("os", "linux").lower()
                folder = expanded(platform.get("dockerfile", "")).strip("/")
                named = "ockerfile" in folder.rpartition("/")[2]
                for tags in (image.get("sharedTags"), platform.get("tags")):
                    for tag, more in _named(tags):
                        for name in (repo.get("name", ""), *_syndicated(more)):
                            key = (_full(expanded(name)), expanded(tag), system)
                            found.setdefault(key, folder if named else f"{folder}/Dockerfile")
    return found


def _platforms(platforms: Any) -> list[dict[str, Any]]:
    """Return platforms, those of amd64 first; at first they were called by their system."""
    if isinstance(platforms, dict):
        platforms = [{"os": name, **more} for name, more in platforms.items()]
    return sorted(platforms, key=lambda one: one.get("architecture", "amd64") != "amd64")


def _named(tags: Any) -> list[tuple[str, Any]]:
    if isinstance(tags, dict):
        return list(tags.items())
    return [(tag, None) for tag in tags or () if isinstance(tag, str)]


def _syndicated(more: Any) -> list[str]:
    said = more.get("syndication") if isinstance(more, dict) else None
    return [said["repo"]] if said and "repo" in said else []


def _full(name: str) -> str:
    return f"docker.io/{name}" if name.startswith("microsoft/") else f"mcr.microsoft.com/{name}"


def _json(clone: Clone, commit: str, path: str) -> dict[str, Any] | None:
    data = clone.read(f"{commit}:{path}")
    try:
        return None if data is None else json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return None
