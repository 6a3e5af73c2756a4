"""The matrix in `tables/documented`, held to the document and the library to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve import ImageConfig, NoCommandError, matrix, resolve
from cmdresolve.batch.protocol import answer

FOLDER = Path(__file__).parents[2] / "tables" / "documented"
TABLES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
ENGINES = ("docker@28.5", "docker@20.10", "podman@5.8")
BUILDERS = ("buildkit@28.5", "classic@20.10", "buildah@1.43")

SHELL = "/bin/sh -c exec_entry p1_entry"
# The table of Docker's reference, typed from the document, not from the file under test.
NINE = [
    ["error, not allowed", SHELL, "exec_entry p1_entry"],
    ["exec_cmd p1_cmd", SHELL, "exec_entry p1_entry exec_cmd p1_cmd"],
    ["/bin/sh -c exec_cmd p1_cmd", SHELL, "exec_entry p1_entry /bin/sh -c exec_cmd p1_cmd"],
]
TWELVE = [*NINE[:2], ["p1_cmd p2_cmd", SHELL, "exec_entry p1_entry p1_cmd p2_cmd"], NINE[2]]

CELLS = [
    pytest.param(table, i, j, id=f"{name}-{i}{j}")
    for name, table in TABLES.items()
    for i in range(len(table["rows"]))
    for j in range(len(table["columns"]))
]


def test_both_published_forms_are_there_with_their_source() -> None:
    """The nine cells of today, the twelve of before September 2022."""
    assert sorted(TABLES) == ["nine_cells", "twelve_cells"]
    for table in TABLES.values():
        assert table["schema"] == 1
        assert table["source"]["repository"] == "moby/buildkit"
        assert table["source"]["path"] == "frontend/dockerfile/docs/reference.md"
        assert table["source"]["section"] == "Understand how CMD and ENTRYPOINT interact"
        assert "b959f7b56" in table["source"]["held"]
        assert table["recorded"]["engines"]


@pytest.mark.parametrize(("name", "expected"), [("nine_cells", NINE), ("twelve_cells", TWELVE)])
def test_the_cells_say_what_the_document_says(name: str, expected: list[list[str]]) -> None:
    """Word for word."""
    found = [[cell["documented"] for cell in row] for row in TABLES[name]["cells"]]

    assert found == expected


def test_the_middle_column_has_more_words_than_the_document_shows() -> None:
    """As `docker inspect` gives Path and Args."""
    middle = [row[1]["argv"] for row in TABLES["twelve_cells"]["cells"]]
    script = ["/bin/sh", "-c", "exec_entry p1_entry"]

    assert middle == [
        script,
        [*script, "exec_cmd", "p1_cmd"],
        [*script, "p1_cmd", "p2_cmd"],
        [*script, "/bin/sh", "-c", "exec_cmd p1_cmd"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("table", "i", "j"), CELLS)
def test_a_cell_starts_what_was_recorded(
    table: dict[str, Any], i: int, j: int, engine: str
) -> None:
    """argv is the recorded one, and `documented` the document's; one cell is refused."""
    cell = table["cells"][i][j]
    image = ImageConfig(entrypoint=table["columns"][j]["config"], cmd=table["rows"][i]["config"])
    if "error" in cell:
        # Podman goes on with one empty word where Docker refuses.
        if engine.startswith("podman"):
            assert resolve(image, engine=engine).argv == ("",)
            return
        with pytest.raises(NoCommandError) as refused:
            resolve(image, engine=engine)
        assert refused.value.code == cell["error"]
        return
    resolution = resolve(image, engine=engine)

    assert list(resolution.argv) == cell["argv"]
    assert resolution.documented == cell["documented"]


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(("table", "i", "j"), CELLS)
def test_the_instructions_give_the_recorded_config(
    table: dict[str, Any], i: int, j: int, builder: str
) -> None:
    """Every builder stores the same for these."""
    row, column = table["rows"][i], table["columns"][j]
    lines = ["FROM scratch", column["entrypoint"], row["cmd"], "LABEL cell=yes"]
    text = "\n".join(line for line in lines if line) + "\n"
    found = answer({"dockerfile": text, "builder": builder, "run": False})["image"]

    assert (found["Entrypoint"] or None, found["Cmd"] or None) == (column["config"], row["config"])


@pytest.mark.parametrize(("form", "name"), [("nine", "nine_cells"), ("twelve", "twelve_cells")])
def test_the_matrix_of_the_library_is_the_published_one(form: str, name: str) -> None:
    """`cmdresolve matrix` draws exactly these cells."""
    drawn = matrix(form)

    assert list(drawn.rows) == [row["cmd"] for row in TABLES[name]["rows"]]
    assert list(drawn.columns) == [column["entrypoint"] for column in TABLES[name]["columns"]]
    for ours, published in zip(drawn.cells, TABLES[name]["cells"], strict=True):
        for cell, expected in zip(ours, published, strict=True):
            assert cell.documented == expected["documented"]
            assert (None if cell.argv is None else list(cell.argv)) == expected.get("argv")


def test_the_cells_that_leave_words_out_say_so() -> None:
    """Three of twelve: the shell-form entrypoint with any CMD."""
    left_out = [cell.left_out for row in matrix("twelve").cells for cell in row if cell.left_out]

    assert left_out == [
        ("exec_cmd", "p1_cmd"),
        ("p1_cmd", "p2_cmd"),
        ("/bin/sh", "-c", "exec_cmd p1_cmd"),
    ]
