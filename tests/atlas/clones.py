"""Local clones of public repositories, asked for files at commits."""

from __future__ import annotations

import subprocess
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Kept(NamedTuple):
    """A commit that a clone has, and the second it was committed."""

    second: int
    commit: str


class Clone:
    """One clone.

    Attributes:
        name: ``OWNER/NAME`` of the repository.
        path: its git directory.
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._cat: subprocess.Popen[bytes] | None = None

    def git(self, *words: str) -> str:
        """Run git and give what it prints; what it complains of is not looked at."""
        done = subprocess.run(
            ["git", "-C", str(self.path), "-c", "core.quotePath=false", *words],
            capture_output=True,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    def read(self, revision: str) -> bytes | None:
        """Return an object, such as ``COMMIT:PATH``; None where there is none."""
        if "\n" in revision:
            return None
        if self._cat is None:
            self._cat = subprocess.Popen(
                ["git", "-C", str(self.path), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        assert self._cat.stdin is not None
        assert self._cat.stdout is not None
        self._cat.stdin.write(revision.encode() + b"\n")
        self._cat.stdin.flush()
        head = self._cat.stdout.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return None
        data = self._cat.stdout.read(int(head[2]) + 1)[:-1]
        return data if head[1] == b"blob" else None

    @cache  # noqa: B019 - there are few clones
    def commits(self) -> frozenset[str]:
        """Return all commits that it has."""
        return frozenset(self.git("rev-list", "--all", "HEAD").split())

    @cache  # noqa: B019 - same
    def kept(self, path: str) -> list[Kept]:
        """Return the commits in which a path changed, the oldest first."""
        told = self.git("log", "--all", "HEAD", "--format=%ct %H", "--", path or ".")
        pairs = (line.split() for line in told.splitlines())
        return sorted(Kept(int(second), commit) for second, commit in pairs)

    @cache  # noqa: B019 - same
    def paths(self, commit: str) -> list[str]:
        """Return the paths of all files at a commit."""
        return self.git("ls-tree", "-r", "--name-only", commit).splitlines()

    def nearest(self, path: str, second: int) -> str | None:
        """Return the commit nearest to a time that has a path; any commit for the empty one."""
        kept = self.kept(path)
        if not path:
            return min(kept, key=lambda one: abs(one.second - second)).commit if kept else None
        at = bisect_left(kept, (second, ""))
        ordered = sorted(kept[max(at - 8, 0) : at + 8], key=lambda one: abs(one.second - second))
        return next(
            (x.commit for x in ordered if self.read(f"{x.commit}:{path}") is not None), None
        )

    def close(self) -> None:
        """End what was started."""
        if self._cat is not None:
            assert self._cat.stdin is not None
            assert self._cat.stdout is not None
            self._cat.stdin.close()
            self._cat.stdout.close()
            self._cat.wait()
            self._cat = None


class Clones:
    """Several clones, in which a commit is looked up wherever it is.

    Repositories were renamed and moved, so that where a commit is said to be does not tell.
    """

    def __init__(self, clones: dict[str, Path]) -> None:
        self.all = {name.lower(): Clone(name, path) for name, path in sorted(clones.items())}
        self._by_commit: dict[str, Clone] = {}

    @classmethod
    def listed(cls, file: Path) -> Clones:
        """Read a list of clones: a line each, ``OWNER/NAME`` and the path of its git directory."""
        pairs = (line.split(None, 1) for line in file.read_text().splitlines() if line.strip())
        return cls({name: Path(path) for name, path in pairs})

    def named(self, name: str) -> Clone | None:
        """Return the clone of a repository."""
        return self.all.get(name.lower())

    def having(self, commit: str) -> Clone | None:
        """Return a clone that has a commit."""
        if not self._by_commit:
            for clone in self.all.values():
                for one in clone.commits():
                    self._by_commit.setdefault(one, clone)
        return self._by_commit.get(commit)

    def close(self) -> None:
        """End what was started."""
        for clone in self.all.values():
            clone.close()
