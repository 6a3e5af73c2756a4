"""The programs of others, read: what they print becomes what they tell of a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.peers import buildkit, hadolint
from tests.peers.__main__ import Asked, kinds, table
from tests.peers.ours import Told, faults, findings

HADOLINT = '[{"code":"DL3025","column":1,"file":"%s","level":"warning","line":2,"message":"m"}]'
CHECKED = """{"warnings": [
  {"ruleName": "JSONArgsRecommended", "location": {"ranges": [{"start": {"line": 2}}]}},
  {"ruleName": "SecretsUsedInArgOrEnv"}], "buildError": {"message": "m"}}"""


def program(folder: Path, prints: str) -> str:
    """Make a program that stands for another's output."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\ncat <<'E'\n{prints}\nE\n")
    path.chmod(0o755)
    return str(path)


def test_hadolint_tells_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"

    found = hadolint.asked(program(tmp_path, HADOLINT % path), [path])

    assert found == {path: [Told("DL3025", "warning", 2)]}


@pytest.mark.parametrize(
    ("prints", "told"),
    [
        (
            CHECKED,
            [
                Told("refused", "error", None),
                Told("JSONArgsRecommended", "warning", 2),
                Told("SecretsUsedInArgOrEnv", "warning", None),
            ],
        ),
        ("no such frontend", [Told("refused", "error", None)]),
        ("{}", []),
    ],
)
def test_a_builder_warns_or_refuses(prints: str, told: list[Told], tmp_path: Path) -> None:
    assert buildkit.asked(program(tmp_path, prints), tmp_path / "Dockerfile", tmp_path) == told


def test_only_what_is_said_of_the_same_line_is_set_beside() -> None:
    ours = [Told("a", "error", 3), Told("b", "error", 1)]
    theirs = {"hadolint": [Told("X", "warning", 3), Told("Y", "warning", 1)], "docker": []}

    assert list(table([Asked("a", ours, theirs), Asked("a", [], {**theirs})]))[2:] == [
        "| `a` | 1 of 2 | X 1 | nothing |"
    ]


def test_kinds_are_counted_by_finding_and_by_file() -> None:
    a, b = Path("a"), Path("b")
    told = [
        ("x", a, [Told("K", "error", 1), Told("K", "error", 2)]),
        ("x", b, [Told("K", "error", 1), Told("L", "info", None)]),
    ]

    assert list(kinds(told))[2:] == ["| x | `K` | 3 | 2 |", "| x | `L` | 1 | 1 |"]


def test_ours_are_those_of_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text("FROM scratch\nCMD ['a']\n", encoding="utf-8")

    assert Told("array-is-shell-form", "error", 2) in findings(path)
    assert len(list(faults())) > 100
