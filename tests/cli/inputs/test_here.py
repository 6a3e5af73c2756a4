"""What a folder is asked about where nobody names a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from cmdresolve.cli.inputs import here
from cmdresolve.cli.inputs.files import InputError
from cmdresolve.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

FILE = 'FROM scratch\nCMD ["a"]\n'
ONE = "name one, as in cmdresolve"
SCAN = " cmdresolve scan . tells of all"
UNIT = "[Container]\nImage=nginx\n"
SERVICES = "services: {web: {image: i}, db: {image: i}}\n"
PODS = "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: i}, {name: b, image: i}]}\n"


def write(folder: Path, *names: str, text: str = FILE) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        (["README.md"], "name a file, an image config or a docker run line; see cmdresolve --help"),
        (["Dockerfile.prod"], "near it is Dockerfile.prod: cmdresolve Dockerfile.prod"),
        (["docker/Dockerfile"], "near it is docker/Dockerfile: cmdresolve docker/Dockerfile"),
        (
            [".devcontainer/Dockerfile", ".git/Dockerfile", "node_modules/x/Dockerfile"],
            "near it is .devcontainer/Dockerfile: cmdresolve .devcontainer/Dockerfile",
        ),
        (
            ["b/c/Dockerfile", "b/Containerfile", "a.Dockerfile"],
            f"{ONE} a.Dockerfile, of a.Dockerfile, b/Containerfile, b/c/Dockerfile;{SCAN}",
        ),
        (
            [f"Dockerfile.{name}" for name in "abcde"],
            f"{ONE} Dockerfile.a, of {', '.join(f'Dockerfile.{x}' for x in 'abcd')}, …;{SCAN}",
        ),
        (
            ["a/b/c/Dockerfile"],
            "name a file, an image config or a docker run line; see cmdresolve --help",
        ),
    ],
)
def test_what_is_near_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], hint: str
) -> None:
    """Nearest first, in two folders below, and none that others made."""
    write(folder, *names)

    assert main([]) == 2
    assert capsys.readouterr().err == (
        "nothing to explain: this folder has no Dockerfile, Compose file or manifest [no-input]\n"
        f"  hint: {hint}\n"
    )


def test_what_only_sounds_like_one_is_left_out(folder: Path) -> None:
    """A file of such a name is looked at."""
    write(folder, "Dockerfile.md", "Dockerfile.sh", text="# How it is built\n\nWords.\n")
    write(folder, "web.container", text=UNIT)

    assert here.near(".") == ["web.container"]


def test_a_huge_folder_is_not_looked_through(folder: Path) -> None:
    """What lies behind the bound is left out, without its being read."""
    write(folder, *(f"a{n:04}" for n in range(2000)), text="")
    write(folder, "z.Dockerfile", "zz/Dockerfile")

    assert here.near(".") == ["z.Dockerfile"]


def test_a_file_that_cannot_be_read_is_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there, which is the reader's question."""
    write(folder, "Dockerfile")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match="cannot read Dockerfile: Permission denied"):
        here.found_here()


def test_a_folder_that_cannot_be_read_has_nothing_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is no fault."""

    def refuse(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    assert here.near(".") == []


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        (
            "compose.yaml",
            SERVICES,
            "services of compose.yaml: web, db; ask by cmdresolve compose.yaml NAME",
        ),
        ("pod.yaml", PODS, "name one of: a, b; ask by cmdresolve pod.yaml NAME"),
    ],
)
def test_parts_of_a_file_that_was_found_are_asked_by_its_name(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, hint: str
) -> None:
    """Which the reader has not typed; who typed it is told no more than the parts."""
    pytest.importorskip("ruamel.yaml")
    write(folder, name, text=text)

    assert main([]) == 2
    assert f"  hint: {hint}\n" in capsys.readouterr().err
    assert main([name]) == 2
    assert f"  hint: {hint.partition(';')[0]}\n" in capsys.readouterr().err


def test_of_one_huge_folder_no_more_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound counts names, not folders: each that looks right is opened."""
    write(tmp_path, *(f"Dockerfile.{number}" for number in range(20)))
    opened: list[str] = []
    monkeypatch.setattr(here, "_MOST_NAMES", 3)

    def is_read(path: str) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(here, "_is_read", is_read)

    assert len(here.near(str(tmp_path))) == len(opened) == 3
