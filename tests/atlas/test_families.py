"""Families of images on a repository that is made here with git."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.atlas import tables
from tests.atlas.clones import Clones
from tests.atlas.deriving import Derivation, Roots
from tests.atlas.families import Families
from tests.atlas.test_deriving import DAYS, Repository

FIRST, SECOND, THIRD, _ = DAYS


def file(command: str) -> str:
    """Give a Dockerfile that starts a command."""
    return f'FROM scratch\nADD rootfs.tar /\nCMD ["{command}"]\n'


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    """A file that says `a` and then `b`, and is moved into a folder where it says `c`."""
    made = Repository(tmp_path / "made")
    made.commit(FIRST, app__Dockerfile=file("a"))
    made.commit(SECOND, app__Dockerfile=file("b"))
    (made.path / "app" / "Dockerfile").unlink()
    made.commit(THIRD, images__app__Dockerfile=file("c"))
    return Clones({"some/made": made.path})


def told(clones: Clones, **keys: Any) -> list[tuple[str, tuple[str, ...] | None, tuple[str, ...]]]:
    """Give the days, the command and what is unknown, of the one family there is."""
    family = {"repository": "some/made", "images": "docker.io/some/app", "tags": "*", **keys}
    families = Families([family], clones)
    roots = Roots({"shells": {}, "rows": []})
    families.derivation = Derivation(clones, {}, families.elsewhere, roots)
    return [
        (tables.day(x.second), x.said.cmd, x.said.unknown)
        for x in families.timeline("docker.io/some/app", "*", "linux")
        if x.said is not None
    ]


def test_the_names_of_one_file_are_one_history(clones: Clones) -> None:
    assert told(clones, paths=["app/Dockerfile", "images/app/Dockerfile"]) == [
        (FIRST, ("a",), ()),
        (SECOND, ("b",), ()),
        (THIRD, ("c",), ()),
    ]


def test_many_files_say_what_they_have_in_common_unless_one_was_renamed(clones: Clones) -> None:
    match = "(?:images/)?app/Dockerfile"

    assert told(clones, match=match) == [(FIRST, None, ("Cmd",))]
    assert told(clones, match=match, renamed=True) == [
        (FIRST, ("a",), ()),
        (SECOND, ("b",), ()),
        (THIRD, ("c",), ()),
    ]


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        ({"since": "2020-02-10"}, [("2020-02-10", ("b",), ()), (THIRD, ("c",), ())]),
        ({"until": "2020-02-10"}, [(FIRST, ("a",), ()), (SECOND, ("b",), ())]),
        ({"since": "2020-01-10", "until": "2020-01-20"}, [("2020-01-10", ("a",), ())]),
        ({"since": "2019-01-01", "until": SECOND}, [(FIRST, ("a",), ())]),
    ],
)
def test_tags_say_what_was_said_while_they_were_pushed(
    clones: Clones, keys: dict[str, str], days: list[object]
) -> None:
    match = "(?:images/)?app/Dockerfile"

    assert told(clones, match=match, renamed=True, **keys) == days


def test_a_branch_is_a_line_of_versions(tmp_path: Path) -> None:
    """What tags say is what their branch said; a branch that does not match says nothing."""
    made = Repository(tmp_path / "made")
    made.commit(FIRST, app__Dockerfile=file("main"))
    made.git("checkout", "-q", "-b", "1.2")
    made.commit(SECOND, app__Dockerfile=file("old"))
    made.git("checkout", "-q", "-b", "test")
    made.commit(THIRD, app__Dockerfile=file("test"))
    clones = Clones({"some/made": made.path})
    family = {
        "repository": "some/made",
        "images": "docker.io/some/app",
        "paths": ["app/Dockerfile"],
    }
    families = Families([{**family, "branches": r"([0-9]+\.[0-9]+)", "tags": r"\1.*"}], clones)
    families.derivation = Derivation(
        clones, {}, families.elsewhere, Roots({"shells": {}, "rows": []})
    )

    assert list(families.tags["docker.io/some/app"]) == [("1.2.*", "linux")]
    found = families.elsewhere("some/app:1.2.3", "linux")
    assert found is not None
    assert [x.said.cmd for x in found if x.said is not None] == [("main",), ("old",)]
    assert families.elsewhere("some/app:1.3.0", "linux") is None


def test_what_no_registry_takes_for_a_tag_is_left_out(clones: Clones) -> None:
    family = {
        "repository": "some/made",
        "images": "docker.io/some/app",
        "paths": ["app/Dockerfile"],
    }
    families = Families([{**family, "tags": "-ol9 1.2+3 ol9 9-*"}], clones)

    assert set(families.tags["docker.io/some/app"]) == {("ol9", "linux"), ("9-*", "linux")}


def test_a_row_whose_source_is_not_there_is_refused_before_hours_go_into_others(
    clones: Clones,
) -> None:
    row = {"since": FIRST, "source": "some/made HEAD images", "shells": "", "config": {}}
    with pytest.raises(AssertionError, match="some/made HEAD images"):
        Families([{"images": "docker.io/some/app", "rows": [row]}], clones)
    clones.close()
