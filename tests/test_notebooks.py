"""The notebooks run from top to bottom, and their key cells show what the lesson says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"

# What a cell prints or shows begins with this; the word before it is the cell's id.
BEGINS = {
    "one-cell": "exec_entry p1_entry exec_cmd p1_cmd\n",
    "nothing": "refused: no command specified\n",
    "nothing-but-a-word": "hello\n",
    "middle-column": "/bin/sh -c 'exec_entry p1_entry' exec_cmd p1_cmd\n",
    "a-real-shell": "exec_entry p1_entry, and my $0 is exec_cmd\n",
    "handed-on": """/bin/sh -c 'exec_entry p1_entry "$0" "$@"' exec_cmd p1_cmd\n""",
    "arguments": "nginx -t\n",
    "entrypoint-given": "sh\n",
    "command-line": "sh -c 'ls /'\n",
    "cleared": "/wait.sh\n",
    "distroless": "/usr/bin/java -jar main.jar\n",
    "target": "[?] jshell   if eclipse-temurin:11-jdk sets no ENTRYPOINT\n",
    "yours": "/bin/sh -c 'python app.py' --port 80\n",
}
PRINTS = {
    "documented-and-argv": (
        "/bin/sh -c exec_entry p1_entry | []\n"
        "/bin/sh -c exec_entry p1_entry | ['exec_cmd', 'p1_cmd']\n"
        "/bin/sh -c exec_entry p1_entry | ['/bin/sh', '-c', 'exec_cmd p1_cmd']\n"
    ),
    "bases": (
        "debian:12-slim -> ['bash']\n"
        "alpine:3.20 -> ['/bin/sh']\n"
        "refused: no command specified\n"
        "scratch -> None\n"
    ),
    "two-builders": (
        """buildkit@28.5 ['/bin/sh', '-c', '["server"] # start it']\n"""
        "buildkit@26.1 ['server']\n"
        "buildah@1.43 ['server']\n"
    ),
}


def test_there_is_a_notebook_and_it_is_stored_without_outputs() -> None:
    """Outputs are the reader's; stored ones would go stale."""
    (path,) = sorted(FOLDER.glob("*.ipynb"))
    notebook = nbformat.read(path, as_version=4)

    assert path.name == "nine_cells.ipynb"
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type == "markdown" or (cell.outputs, cell.execution_count) == ([], None)


@pytest.fixture(scope="module")
def shown() -> dict[str, list[Any]]:
    """The outputs of every code cell of the lesson, by the cell's id."""
    notebook = nbformat.read(FOLDER / "nine_cells.ipynb", as_version=4)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def text(outputs: list[Any]) -> str:
    """The plain text of a cell's outputs."""
    return "".join(x.text if x.output_type == "stream" else x.data["text/plain"] for x in outputs)


@pytest.mark.parametrize(("cell", "expected"), BEGINS.items(), ids=BEGINS)
def test_a_key_cell_shows_its_answer(shown: dict[str, Any], cell: str, expected: str) -> None:
    """The first line is what starts, or the refusal."""
    assert (text(shown[cell]) + "\n").startswith(expected)


@pytest.mark.parametrize(("cell", "expected"), PRINTS.items(), ids=PRINTS)
def test_a_loop_prints_these_lines(shown: dict[str, Any], cell: str, expected: str) -> None:
    """Exactly these."""
    assert text(shown[cell]) == expected


@pytest.mark.parametrize("cell", ["table", "your-cell", "one-cell", "middle-column", "distroless"])
def test_an_answer_draws_itself(shown: dict[str, Any], cell: str) -> None:
    """As HTML without a script, from which the words can be read."""
    html = shown[cell][-1].data["text/html"]
    words = re.sub(r"<[^>]*>", " ", html)

    assert "<script" not in html
    assert "<table" in html
    assert {"table": "exec_entry", "distroless": "main.jar"}.get(cell, "p1_cmd") in words


def test_the_readers_cell_of_the_table_is_marked(shown: dict[str, Any]) -> None:
    """Exec form under exec form, until the reader changes it."""
    assert "[your image]" in text(shown["your-cell"])
    assert "[your image]" not in text(shown["table"])
