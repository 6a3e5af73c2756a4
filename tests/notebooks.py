"""The notebooks of a class: read, run, and stored again with what their cells show.

``python -m tests.notebooks [NAME …]`` runs them and stores the outputs, for a reader who runs
nothing. Cells with the tag ``engine`` ask an engine where ``DOCKER_HOST`` names
one; without, they say that they are skipped, and what is stored of them stays.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
LESSONS = (
    "ask_a_real_engine",
    "nine_cells",
    "same_yaml_four_engines",
    "where_did_my_cmd_go",
)
NAMES = tuple(f"{lesson}{language}" for lesson in LESSONS for language in ("", ".ko"))
#: What says which run it was, and not what came of it.
_RUN = ("execution_count", "metadata")
#: What no reader sees: values for tools, and fields, which live in the kernel that made them.
_UNSEEN = ("application/json", "application/vnd.jupyter.widget-view+json")
#: As `DOCKER_HOST`: whatever engine this machine has is left alone.
NO_ENGINE = "unix:///no/engine"


def read(name: str) -> Any:
    """Read a notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(name: str, host: str = NO_ENGINE) -> Any:
    """Return a notebook run from top to bottom; a cell that fails is an error.

    Args:
        name: the notebook.
        host: what ``DOCKER_HOST`` is meanwhile; by default no engine is there.
    """
    notebook = read(name)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}})
    client.execute(env={**os.environ, "DOCKER_HOST": host})
    return notebook


def asks_an_engine(cell: Any) -> bool:
    """Tell whether what a cell shows depends on an engine."""
    return "engine" in cell.metadata.get("tags", ())


def shown_by(outputs: list[Any]) -> list[dict[str, Any]]:
    """Return what outputs show, without what says which run it was; texts come in parts."""
    told: list[dict[str, Any]] = []
    for output in outputs:
        record = {key: value for key, value in output.items() if key not in _RUN}
        if "data" in record:
            record["data"] = {key: x for key, x in record["data"].items() if key not in _UNSEEN}
        if told and record.get("name") is not None and record["name"] == told[-1].get("name"):
            told[-1]["text"] += record["text"]
        else:
            told.append(record)
    return told


def store(name: str) -> None:
    """Run a notebook and store what its cells show."""
    host = os.environ.get("DOCKER_HOST")
    kept, ran = read(name), run(name, host or NO_ENGINE)
    for cell, fresh in zip(kept.cells, ran.cells, strict=True):
        if cell.cell_type == "code" and (host or not asks_an_engine(cell)):
            cell.outputs = [nbformat.from_dict(_whole(one)) for one in shown_by(fresh.outputs)]
            cell.execution_count = None
    nbformat.write(kept, FOLDER / f"{name}.ipynb")


def _whole(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output with the fields that its kind must have."""
    if output["output_type"] == "stream":
        return output
    count = {"execution_count": None} if output["output_type"] == "execute_result" else {}
    return {**output, "metadata": {}, **count}


if __name__ == "__main__":
    for wanted in sys.argv[1:] or NAMES:
        store(wanted)
