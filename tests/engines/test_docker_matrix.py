"""Every cell of the documented matrix, as a container really starts it."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.published.matrix import matrix, table
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

CELLS = [
    pytest.param(row["cmd"], column["entrypoint"], cell, id=f"{form}-{i}-{j}")
    for form in ("nine", "twelve")
    for i, row in enumerate(table(form)["rows"])
    for j, column in enumerate(table(form)["columns"])
    for cell in [table(form)["cells"][i][j]]
]


@pytest.mark.parametrize(("cmd", "entrypoint", "cell"), CELLS)
def test_a_container_of_the_cell_runs_the_words_of_the_table(
    builds: Judge, cmd: str | None, entrypoint: str | None, cell: dict[str, Any]
) -> None:
    """The process finds in its own memory what the table records as argv.

    Source: moby/buildkit frontend/dockerfile/docs/reference.md, "Understand how CMD and ENTRYPOINT
    interact"; the cell "error, not allowed" is an engine's refusal to create.
    """
    lines = ["FROM scratch", "LABEL a=b", entrypoint, cmd]
    text = "".join(f"{line}\n" for line in lines if line)
    told = builds.oracle.run_probe(builds.request(dockerfile=text))

    if "error" in cell:
        assert (told["error"]["stage"], told["error"]["code"]) == ("create", cell["error"])
    else:
        assert told["argv"] == cell["argv"]
        assert told["pid"] == 1
        assert told["pid1"] == cell["argv"]


@pytest.mark.parametrize("form", ["nine", "twelve"])
def test_documented_is_the_documents_own_text(docker: Judge, form: str) -> None:
    """Resolved for this engine, each cell reads as it was published."""
    resolved = matrix(form, engine=docker.engine)
    for i, row in enumerate(table(form)["cells"]):
        for j, cell in enumerate(row):
            found = resolved.cells[i][j]
            if "error" in cell:
                assert found.refusal is not None
            else:
                assert found.resolution is not None
                assert found.resolution.documented == cell["documented"]
                assert list(found.resolution.argv) == cell["argv"]
