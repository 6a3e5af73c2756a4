"""The documented matrix as text, Markdown and JSON."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig
from cmdresolve.model.quoting import columns
from cmdresolve.published.matrix import matrix
from cmdresolve.render.matrix import markdown, text, to_json


@pytest.mark.parametrize("form", ["nine", "twelve"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_grid_fits_and_its_columns_stand_below_each_other(form: str, width: int) -> None:
    grid = text(matrix(form), width=width).split("\n\n")[0].splitlines()
    assert max(map(columns, grid)) <= width
    bars = [[place for place, x in enumerate(line) if x == "+"] for line in grid if "-+-" in line]
    assert len(bars) == (3 if form == "nine" else 4)
    assert all(bar == bars[0] for bar in bars)
    for line in grid:
        places = [place for place, x in enumerate(line) if x == "|"]
        assert set(places) <= set(bars[0])


def test_a_cell_shows_the_document_and_what_really_starts() -> None:
    shown = text(matrix())
    assert "argv +2:" in shown
    assert "refused:" in shown
    assert "no command" in shown


def test_an_image_s_cell_is_marked_and_named() -> None:
    table = matrix().mark(ImageConfig(cmd=["a"]))
    assert "[your image]" in text(table)
    assert "Your image is in the cell of" in text(table)
    assert "under \u201cno ENTRYPOINT\u201d." in text(table)
    assert "**[your image]**" in markdown(table)
    assert to_json(table)["marked"] == [1, 0]


def test_an_image_that_is_not_known_has_no_cell() -> None:
    table = matrix().mark(ImageConfig.undescribed("x"))
    assert "your image" not in text(table).lower()
    assert to_json(table)["marked"] is None


def test_markdown_is_a_table_of_equal_rows() -> None:
    lines = markdown(matrix()).split("\n\n")[0].splitlines()
    assert len(lines) == 5
    assert lines[1] == "| :--- | :--- | :--- | :--- |"
    assert {line.replace("\\|", "").count("|") for line in lines} == {5}


def test_json_has_every_cell() -> None:
    record = to_json(matrix())
    assert list(record) == [
        *("schema", "form", "source", "engine", "rows", "columns", "cells", "marked"),
    ]
    assert [len(row) for row in record["cells"]] == [3, 3, 3]
    assert record["cells"][0][0]["error"] == "no command specified"
    assert record["cells"][1][1] == {
        "cmd": 'CMD ["exec_cmd", "p1_cmd"]',
        "entrypoint": "ENTRYPOINT exec_entry p1_entry",
        "documented": "/bin/sh -c exec_entry p1_entry",
        "argv": ["/bin/sh", "-c", "exec_entry p1_entry", "exec_cmd", "p1_cmd"],
        "left_out": ["exec_cmd", "p1_cmd"],
    }


def test_podman_starts_an_empty_word_where_docker_refuses() -> None:
    record = to_json(matrix(engine="podman@5.8"))
    assert record["cells"][0][0]["argv"] == [""]
