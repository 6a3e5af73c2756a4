"""What is installed is what a checkout has: the tables that the library reads go into the wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import cmdresolve

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_tables_that_are_read_are_packed_where_they_are_looked_for() -> None:
    """Each goes from tables/ to the folder of the same name inside the package, and is there."""
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert packed == {
        "tables/documented": "cmdresolve/_tables/documented",
        "tables/disagreements/builders.json": "cmdresolve/_tables/disagreements/builders.json",
        "tables/atlas/atlas.bin": "cmdresolve/_tables/atlas/atlas.bin",
    }
    assert all((ROOT / source).exists() for source in packed)


def test_the_library_needs_attrs_alone() -> None:
    """Everything else is an extra."""
    assert PROJECT["project"]["dependencies"] == ["attrs>=23.1"]
    assert set(
        PROJECT["project"]["optional-dependencies"]["all"][0].split("[")[1][:-1].split(",")
    ) == (set(PROJECT["project"]["optional-dependencies"]) - {"all"})


def test_the_version_is_one() -> None:
    """The package and its metadata agree, and the changelog speaks of it."""
    assert cmdresolve.__version__ == PROJECT["project"]["version"]
    assert cmdresolve.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_it_says_that_it_is_typed_and_under_what_licence() -> None:
    """Both files are there."""
    assert (ROOT / "cmdresolve" / "py.typed").is_file()
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
