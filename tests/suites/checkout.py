"""The files of a clone at a commit, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.atlas.clones import Clone


class Checkout(Mapping[str, str]):
    """Each file's text by its path; bytes that are no UTF-8 are kept as surrogates."""

    def __init__(self, clone: Clone, commit: str = "HEAD") -> None:
        self.clone = clone
        self.commit = clone.git("rev-parse", "--verify", commit).strip()
        assert self.commit, f"{clone.path} has no commit {commit}"
        self.all = frozenset(clone.paths(self.commit))

    def __getitem__(self, path: str) -> str:
        # Git ends at once when it is asked for a path that leads out of the repository.
        data = self.clone.read(f"{self.commit}:{path}") if path in self.all else None
        if data is None:
            raise KeyError(path)
        return data.decode("utf-8", "surrogateescape")

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.all))

    def __len__(self) -> int:
        return len(self.all)

    @property
    def version(self) -> str:
        """What git calls the commit: the tag before it, or its number."""
        told = self.clone.git("describe", "--tags", self.commit).strip()
        return told or self.commit[:12]

    @property
    def day(self) -> str:
        """The day of the commit."""
        return self.clone.git("log", "-1", "--format=%cs", self.commit).strip()
