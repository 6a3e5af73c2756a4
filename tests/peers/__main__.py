"""Print our findings beside those of other programs; see the package."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.peers import buildkit, hadolint
from tests.peers.ours import Told, base_options, faults, findings

_HEAD = (
    "| finding | here | hadolint, same line | `docker build --check`, same line |",
    "| :- " * 4 + "|",
)


class Case(NamedTuple):
    """A file, the code it is looked at for, and the options that describe its bases."""

    code: str
    path: Path
    options: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A file, the code it is looked at for, and what each program says of it."""

    code: str
    ours: list[Told]
    theirs: dict[str, list[Told]]


def of_faults(options: argparse.Namespace, folder: Path) -> Iterator[Asked]:
    """Ask of the faults that are written down."""
    bases = base_options(folder)
    cases = []
    for place, (code, text, looks_up) in enumerate(faults()):
        path = folder / f"fault-{place}.Dockerfile"
        path.write_text(text, encoding="utf-8")
        cases.append(Case(code, path, () if looks_up else bases))
    yield from _asked(options, folder, cases)


def of_files(options: argparse.Namespace, folder: Path) -> Iterator[Asked]:
    """Ask of the files below a folder in which we find something graver than an info."""
    found = []
    for path in sorted(x for x in options.folder.rglob("*") if x.is_file()):
        grave = {one.code for one in findings(path) if one.severity != "info"}
        found += [Case(code, path) for code in sorted(grave)]
    yield from _asked(options, folder, found)


def _asked(
    options: argparse.Namespace,
    folder: Path,
    cases: Sequence[Case],
) -> Iterator[Asked]:
    paths = list(dict.fromkeys(case.path for case in cases))
    by_hadolint = hadolint.asked(options.hadolint, paths) if options.hadolint else {}
    if options.buildx:
        buildkit.describe_bases(path.read_text("utf-8", "replace") for path in paths)
    by_buildkit = (
        {path: buildkit.asked(options.buildx, path, folder) for path in paths}
        if options.buildx
        else {}
    )
    for code, path, described in cases:
        theirs = {"hadolint": by_hadolint.get(path, []), "docker": by_buildkit.get(path, [])}
        yield Asked(code, findings(path, *described), theirs)


def table(asked: Iterable[Asked]) -> Iterator[str]:
    """Write a row for each of our codes: how often we tell it, and what others say at its line."""
    by_code: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_code[one.code].append(one)
    yield from _HEAD
    for code, cases in sorted(by_code.items()):
        told = sum(any(x.code == code for x in one.ours) for one in cases)
        cells = (
            f"{told} of {len(cases)}",
            *(_said(cases, code, x) for x in ("hadolint", "docker")),
        )
        yield f"| `{code}` | {' | '.join(cells)} |"


def kinds(told: Iterable[tuple[str, Path, Iterable[Told]]]) -> Iterator[str]:
    """Write a row for each kind of finding of each program: how many there are, in how many files.

    Args:
        told: what a program says of a file, with the program's name.
    """
    counts: Counter[tuple[str, str]] = Counter()
    files: dict[tuple[str, str], set[Path]] = defaultdict(set)
    for who, path, found in told:
        for one in found:
            counts[who, one.code] += 1
            files[who, one.code].add(path)
    yield "| program | kind | findings | files |"
    yield "| :- | :- | -: | -: |"
    for (who, code), count in sorted(counts.items(), key=lambda x: (x[0][0], -x[1], x[0][1])):
        yield f"| {who} | `{code}` | {count} | {len(files[who, code])} |"


def of_all(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path, list[Told]]]:
    """Ask every program of every file below a folder."""
    paths = sorted(x for x in options.folder.rglob("*") if x.is_file())
    if options.hadolint:
        for path, found in hadolint.asked(options.hadolint, paths).items():
            yield "hadolint", path, found
    if options.buildx:
        buildkit.describe_bases(path.read_text("utf-8", "replace") for path in paths)
        for path in paths:
            yield "docker build --check", path, buildkit.asked(options.buildx, path, folder)
    for path in paths:
        yield "cmdresolve", path, findings(path)


def _said(cases: Sequence[Asked], code: str, who: str) -> str:
    counts: Counter[str] = Counter()
    for one in cases:
        lines = {x.line for x in one.ours if x.code == code}
        counts.update({x.code for x in one.theirs[who] if x.line is None or x.line in lines})
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "nothing"


def main(words: Sequence[str]) -> int:
    """Ask, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.peers")
    parser.add_argument("what", choices=("faults", "corpus", "kinds"))
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--hadolint")
    parser.add_argument("--buildx")
    options = parser.parse_args(words)
    with TemporaryDirectory() as name:
        if options.what == "kinds":
            sys.stdout.writelines(f"{line}\n" for line in kinds(of_all(options, Path(name))))
            return 0
        asked = (of_faults if options.what == "faults" else of_files)(options, Path(name))
        sys.stdout.writelines(f"{line}\n" for line in table(asked))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
