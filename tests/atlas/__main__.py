"""Derive the atlas of public images again, or hold it to what registries served.

    python -m tests.atlas derive CLONES [REPOSITORY…]   # from clones to tables/atlas/full
    python -m tests.atlas pack                          # from tables/atlas/full to atlas.bin
    python -m tests.atlas check CLONE                   # against a clone of repo-info, or of a fork
    python -m tests.atlas check CLONE SEED COUNT        # against files of its history, at random
    python -m tests.atlas corpus FOLDER                 # the Dockerfiles below it that it answers

CLONES is a file that lists local clones, a line each: OWNER/NAME and the path of the git directory.
That of docker-library/official-images must be among them, with its whole history; a repository
that is not leaves out what is built from it. Nothing is fetched.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.atlas import checking, tables
from tests.atlas.clones import Clone, Clones
from tests.atlas.deriving import OFFICIAL, Derivation, Moment, Roots
from tests.atlas.families import Families
from tests.atlas.history import read as read_history
from tests.atlas.packing import pack
from tests.atlas.readings import draw
from tests.atlas.readings import read as read_readings

FOLDER = Path(__file__).parent.parent.parent / "tables" / "atlas"
#: A variable that has more values than these along a repository is shipped by name alone.
MOST_VALUES = 8
_OFFICIAL = "docker.io/library/"


def derive(clones: Clones, only: list[str]) -> None:
    """Write tables/atlas/full."""
    official = clones.named(OFFICIAL)
    assert official is not None, f"there is no clone of {OFFICIAL}"
    spans, last = read_history(official)
    families = Families.listed(FOLDER / "families.toml", clones)
    roots = Roots(json.loads((FOLDER / "roots.json").read_text(encoding="utf-8")))
    derivation = Derivation(clones, spans, families.elsewhere, roots)
    families.derivation = derivation
    for name in sorted(spans):
        if not only or f"{_OFFICIAL}{name}" in only:
            told: tables.Told = {
                (tag, system): (
                    derivation.timeline(name, tag, system),
                    spans[name][tag, system][-1].end is None,
                )
                for tag, system in spans[name]
            }
            _write(f"{_OFFICIAL}{name}", told)
    for name in sorted(families.tags):
        if not only or name in only:
            _write(
                name,
                {
                    (tag, system): (families.timeline(name, tag, system), True)
                    for tag, system in families.tags[name]
                },
            )
    if not only:
        _remove_others({*families.tags, *(f"{_OFFICIAL}{name}" for name in spans)})
    (FOLDER / "as_of").write_text(f"{tables.day(last)}\n", encoding="utf-8")
    print("no clone of:", " ".join(sorted(set(families.lacking))) or "nothing")


def _write(name: str, told: tables.Told) -> None:
    path = FOLDER / "full" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tables.write(tables.reduced(told, MOST_VALUES), _reasons(told)), "utf-8")
    known = sum(any(moment.said for moment in moments) for moments, _ in told.values())
    print(f"{time.strftime('%H:%M:%S')} {name}: {known} of {len(told)}", flush=True)


def _remove_others(names: set[str]) -> None:
    """Remove the files of repositories that are listed no more."""
    for path in sorted((FOLDER / "full").rglob("*.txt")):
        if path.relative_to(FOLDER / "full").with_suffix("").as_posix() not in names:
            print(f"removed {path.name}")
            path.unlink()


def _reasons(told: tables.Told) -> dict[tuple[str, str], str]:
    def reason(moments: list[Moment]) -> str:
        return moments[-1].reason if moments else "it has no source"

    return {key: reason(x) for key, (x, _) in told.items() if not x or x[-1].said is None}


def pack_all() -> None:
    """Write atlas.bin."""
    read = {name: tables.read(text) for name, text in tables.files(FOLDER / "full")}
    repositories = {name: repository for name, repository in read.items() if repository.tags}
    as_of = (FOLDER / "as_of").read_text(encoding="utf-8").strip()
    data = pack(repositories, as_of)
    (FOLDER / "atlas.bin").write_bytes(data)
    count = sum(len(repository.tags) for repository in repositories.values())
    print(f"{len(data)} bytes, {count} tags of {len(repositories)} repositories")


def main(words: list[str]) -> int:
    """Do what the words say."""
    sys.setrecursionlimit(10_000)
    match words:
        case ["derive", listed, *only]:
            clones = Clones.listed(Path(listed))
            derive(clones, only)
            clones.close()
        case ["pack"]:
            pack_all()
        case ["check", path]:
            checking.check(read_readings(Clone("docker-library/repo-info", Path(path))))
        case ["check", path, seed, count]:
            clone = Clone("docker-library/repo-info", Path(path))
            checking.check(draw(clone, int(seed), int(count)))
        case ["corpus", folder]:
            checking.corpus(Path(folder))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
