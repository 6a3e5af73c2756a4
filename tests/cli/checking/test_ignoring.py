"""``# cmdresolve: ignore=CODE``: which findings a file says it does not want."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.checking.asking import NOT_JSON, found, write


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# cmdresolve: ignore=array-is-shell-form\n", []),
        ("#cmdresolve: ignore=inherited-cmd-lost, array-is-shell-form\n", []),
        ("# cmdresolve: ignore=inherited-cmd-lost\n", ["array-is-shell-form"]),
        ("# cmdresolve ignore=array-is-shell-form\n", ["array-is-shell-form"]),
    ],
)
@pytest.mark.parametrize("place", ["file", "line"])
def test_a_comment_says_what_is_not_wanted(
    comment: str, codes: list[str], place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Above an instruction, or before the first for all of them."""
    before, rest = NOT_JSON.split("\n", 1)
    text = comment + NOT_JSON if place == "file" else f"{before}\n{comment}# why\n{rest}"
    write(folder, Dockerfile=text)

    assert found(capsys, "Dockerfile") == [("Dockerfile", "", codes)]


def test_a_comment_is_for_what_begins_below_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "# cmdresolve: ignore=array-is-shell-form\n"
    write(folder, Dockerfile=f"FROM scratch\n{comment}USER x\nCMD ['a']\n")

    assert found(capsys, ".") == [("Dockerfile", "", ["array-is-shell-form"])]


def test_a_comment_above_directives_is_found_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends them (moby/buildkit v0.25.2 frontend/dockerfile/parser/directives.go)."""
    write(folder, Dockerfile="# cmdresolve: ignore=x\n# escape=`\nFROM scratch\nCMD x\n")
    write(folder, b_Dockerfile="# escape=`\n# cmdresolve: ignore=x\nFROM scratch\nCMD x\n")

    assert [codes for _, _, codes in found(capsys, "Dockerfile", "b.Dockerfile")] == [
        ["ignore-ends-directives"],
        [],
    ]
