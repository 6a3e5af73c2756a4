"""What is installed is what a checkout has: the tables that the library reads go into the wheel."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

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
    ) == (set(PROJECT["project"]["optional-dependencies"]) - {"all", "fuzz"})


def test_what_a_hint_installs_is_what_an_extra_asks_for() -> None:
    """By the requirement itself: the name of an extra would ask a registry from inside a clone."""
    asked = {
        requirement.partition(";")[0]
        for name, requirements in PROJECT["project"]["optional-dependencies"].items()
        for requirement in requirements
        if name != "all"
    }
    hinted = {
        name
        for path in (ROOT / "cmdresolve").rglob("*.py")
        for name in re.findall(r"pip install ('[^']*'|\S+)", path.read_text(encoding="utf-8"))
    }

    assert {"'rich>=13'", "'ruamel.yaml>=0.18'"} <= hinted
    assert hinted <= {f"'{requirement}'" for requirement in asked}


def test_the_version_is_one() -> None:
    """The package and its metadata agree, and the changelog speaks of it."""
    assert cmdresolve.__version__ == PROJECT["project"]["version"]
    assert cmdresolve.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_it_says_that_it_is_typed_and_under_what_licence() -> None:
    """Both files are there."""
    assert (ROOT / "cmdresolve" / "py.typed").is_file()
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_nothing_else_lies_at_the_top() -> None:
    """A file that some program left there would be committed, and packed, unseen."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a clone: what belongs to it is not known")

    assert {path.partition("/")[0] for path in tracked.stdout.splitlines()} <= {
        ".ci",
        ".gitignore",
        ".pre-commit-config.yaml",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "cmdresolve",
        "docs",
        "pyproject.toml",
        "tables",
        "tests",
    }
