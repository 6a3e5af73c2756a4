"""The derivation on a list and repositories of two images, made here with git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cmdresolve.images.atlas_store import Store
from tests.atlas import tables
from tests.atlas.clones import Clones
from tests.atlas.deriving import Derivation, Roots
from tests.atlas.history import read
from tests.atlas.packing import pack

DAYS = ("2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01")


class Repository:
    """A repository that is written day by day."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, day: str = DAYS[0]) -> str:
        when = f"{day}T12:00:00Z"
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com"}
        who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com"}
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", "-C", str(self.path), *words],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **who, **dates},
        )
        return done.stdout.strip()

    def commit(self, day: str, **files: str) -> str:
        """Write files (``__`` is a slash) and give the commit."""
        for name, text in files.items():
            path = self.path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a change", day=day)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def derivation(tmp_path: Path) -> Derivation:
    """An image `base`, whose command changes, and `app`, which stands on it and ends in March."""
    official, base, app = (
        Repository(tmp_path / name) for name in ("official-images", "base", "app")
    )
    first = base.commit(DAYS[0], Dockerfile='FROM scratch\nADD rootfs.tar /\nCMD ["/bin/bash"]\n')
    second = base.commit(DAYS[1], Dockerfile='FROM scratch\nADD rootfs.tar /\nCMD ["bash"]\n')
    made = app.commit(DAYS[0], v1__Dockerfile="FROM base:1\nENV APP_VERSION=1\nUSER app\n")

    def listed(commit: str) -> str:
        return (
            f"GitRepo: https://github.com/some/base.git\n\nTags: 1, latest\nGitCommit: {commit}\n"
        )

    application = (
        "GitRepo: https://github.com/some/app.git\n\n"
        f"Tags: 1\nGitCommit: {made}\nDirectory: v1\n\n"
        f"Tags: gone\nGitCommit: {'0' * 40}\nDirectory: nowhere\n\n"
        f"Tags: 2\nGitCommit: {'0' * 40}\nDirectory: v2\n"
    )
    official.commit(DAYS[0], library__base=listed(first), library__app=application)
    official.commit(DAYS[1], library__base=listed(second))
    (official.path / "library" / "app").unlink()
    official.commit(DAYS[2])
    official.commit(DAYS[3], library__base=listed(first))

    clones = Clones(
        {
            "docker-library/official-images": official.path,
            "some/base": base.path,
            "some/app": app.path,
        }
    )
    spans, _ = read(clones.all["docker-library/official-images"])
    roots = Roots({"shells": {"bash sh": "base"}, "rows": []})
    return Derivation(clones, spans, lambda _reference, _system: None, roots)


def days(derivation: Derivation, name: str, tag: str) -> list[tuple[str, tuple[str, ...] | None]]:
    """Give the days on which a tag's command changed."""
    moments = derivation.timeline(name, tag, "linux")
    return [(tables.day(x.second), x.said.cmd if x.said else None) for x in moments]


def test_a_tag_says_what_its_file_said_at_each_commit(derivation: Derivation) -> None:
    assert days(derivation, "base", "latest") == [
        (DAYS[0], ("/bin/bash",)),
        (DAYS[1], ("bash",)),
        (DAYS[3], ("/bin/bash",)),
    ]


def test_an_image_changes_with_its_base_as_long_as_it_is_built(derivation: Derivation) -> None:
    """What is listed no more stays as it was last built: it does not see April."""
    assert days(derivation, "app", "1") == [(DAYS[0], ("/bin/bash",)), (DAYS[1], ("bash",))]
    last = derivation.timeline("app", "1", "linux")[-1]
    assert last.said is not None
    assert (last.said.user, last.said.shells) == ("app", ("bash", "sh"))
    assert last.source is not None
    assert (last.source.repository, last.source.path) == ("some/app", "v1/Dockerfile")


def test_a_commit_that_is_gone_gives_a_reason(derivation: Derivation) -> None:
    (moment,) = derivation.timeline("app", "gone", "linux")
    assert moment.said is None
    assert moment.reason == "nowhere/Dockerfile of some/app at 000000000000 is not kept"


def test_another_version_of_the_path_stands_in_and_is_marked(derivation: Derivation) -> None:
    moment = derivation.timeline("app", "2", "linux")[0]
    assert moment.said is not None
    assert moment.said.user == "app"
    assert moment.source is not None
    assert (moment.source.path, moment.source.near) == ("v1/Dockerfile", True)


def test_what_is_written_is_read_again_and_shipped(derivation: Derivation) -> None:
    """From the derivation to the text, from the text to the file, from the file to a row."""
    told: tables.Told = {
        ("1", "linux"): (derivation.timeline("app", "1", "linux"), False),
        ("gone", "linux"): (derivation.timeline("app", "gone", "linux"), False),
    }
    text = tables.write(tables.reduced(told, 8), {("gone", "linux"): "it is gone"})
    store = Store(pack({"docker.io/library/app": tables.read(text)}, "2020-04-01"))
    part = store.part("docker.io/library/app", "1")

    assert "lacking gone: it is gone\n" in text
    assert store.as_of == "2020-04-01"
    assert part is not None
    assert part.sources == ("some/app",)
    assert [(row.system, row.since) for row in part.history("1")] == [
        ("linux", ""),
        ("linux", DAYS[1]),
    ]
    value = part.value(part.history("1")[1].value)
    assert (value.cmd, value.text, value.shells) == (("bash",), ("app", "", ""), ("bash", "sh"))
    assert value.env == ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",)
    assert value.names == ("APP_VERSION",)
    assert part.history("gone") == ()
