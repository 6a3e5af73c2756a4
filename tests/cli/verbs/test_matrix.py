"""The verb ``matrix``: the documented table, and the cell of an image."""

from __future__ import annotations

import json

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("matrix", " "),
        ("matrix --format markdown", "|  | no ENTRYPOINT"),
        ("matrix --format json", "{"),
        ("matrix --format html", "<div"),
    ],
)
def test_it_comes_in_several_formats(
    capsys: pytest.CaptureFixture[str], text: str, first: str
) -> None:
    assert main.main(text.split()) == 0
    assert capsys.readouterr().out.startswith(first)


def test_the_matrix_marks_the_cell_of_an_image(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["matrix", "Dockerfile"])
    assert "[your image]" in capsys.readouterr().out
    main.main(["matrix", "--form", "twelve"])
    assert "[your image]" not in capsys.readouterr().out


def test_the_matrix_is_that_of_the_engine_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main.main(["matrix", "--engine", "podman@5.8", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["engine"] == "podman@5.8"
