"""The matrix of Docker's reference: `cmdresolve.published.matrix`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.errors import DialectError, NoCommandError, WrongTypeError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.published.matrix import FORMS, matrix, table

E_SHELL = ["/bin/sh", "-c", "exec_entry p1_entry"]
E_EXEC = ["exec_entry", "p1_entry"]
C_EXEC = ["exec_cmd", "p1_cmd"]
C_SHELL = ["/bin/sh", "-c", "exec_cmd p1_cmd"]
C_DEFAULTS = ["p1_cmd", "p2_cmd"]

#: form, row, column, what the document says, what really starts.
CELLS = [
    ("nine", 0, 0, "error, not allowed", None),
    ("nine", 0, 1, "/bin/sh -c exec_entry p1_entry", E_SHELL),
    ("nine", 0, 2, "exec_entry p1_entry", E_EXEC),
    ("nine", 1, 0, "exec_cmd p1_cmd", C_EXEC),
    ("nine", 1, 1, "/bin/sh -c exec_entry p1_entry", E_SHELL + C_EXEC),
    ("nine", 1, 2, "exec_entry p1_entry exec_cmd p1_cmd", E_EXEC + C_EXEC),
    ("nine", 2, 0, "/bin/sh -c exec_cmd p1_cmd", C_SHELL),
    ("nine", 2, 1, "/bin/sh -c exec_entry p1_entry", E_SHELL + C_SHELL),
    ("nine", 2, 2, "exec_entry p1_entry /bin/sh -c exec_cmd p1_cmd", E_EXEC + C_SHELL),
    ("twelve", 0, 0, "error, not allowed", None),
    ("twelve", 2, 0, "p1_cmd p2_cmd", C_DEFAULTS),
    ("twelve", 2, 1, "/bin/sh -c exec_entry p1_entry", E_SHELL + C_DEFAULTS),
    ("twelve", 2, 2, "exec_entry p1_entry p1_cmd p2_cmd", E_EXEC + C_DEFAULTS),
    ("twelve", 3, 2, "exec_entry p1_entry /bin/sh -c exec_cmd p1_cmd", E_EXEC + C_SHELL),
]


@pytest.mark.parametrize(("form", "row", "column", "documented", "argv"), CELLS)
def test_a_cell_says_what_the_document_says_and_what_starts(
    form: str, row: int, column: int, documented: str, argv: list[str] | None
) -> None:
    """`Resolution.documented` is the cell's text; argv has the words it leaves out."""
    cell = matrix(form).cells[row][column]

    assert (cell.row, cell.column) == (row, column)
    assert cell.documented == documented
    if argv is None:
        assert cell.argv is None
        assert cell.left_out == ()
        assert isinstance(cell.refusal, NoCommandError)
    else:
        assert cell.resolution is not None
        assert cell.resolution.documented == documented
        assert cell.argv == tuple(argv)
        assert cell.refusal is None


@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5"])
@pytest.mark.parametrize("form", FORMS)
def test_only_the_middle_column_leaves_words_out(form: str, engine: str) -> None:
    """A shell-form ENTRYPOINT never looks at what follows it."""
    for row in matrix(form, engine=engine).cells:
        assert row[0].left_out == row[2].left_out == ()
        assert row[1].left_out == (row[1].argv or ())[3:]


def test_the_matrix_names_its_source_and_instructions() -> None:
    """Where it was published and since when; None stands for "no CMD"."""
    nine, twelve = matrix(), matrix("twelve", engine="podman")

    assert nine.form == "nine"
    assert nine.engine == "docker@28.5"
    assert twelve.engine == "podman@5.8"
    assert nine.rows == (None, 'CMD ["exec_cmd", "p1_cmd"]', "CMD exec_cmd p1_cmd")
    assert nine.columns == (
        None,
        "ENTRYPOINT exec_entry p1_entry",
        'ENTRYPOINT ["exec_entry", "p1_entry"]',
    )
    assert twelve.rows[2] == 'CMD ["p1_cmd", "p2_cmd"]'
    assert "moby/buildkit frontend/dockerfile/docs/reference.md" in nine.source
    assert "Understand how CMD and ENTRYPOINT interact" in nine.source
    assert nine.source != twelve.source


def test_an_engine_that_refuses_nothing_starts_the_first_cell() -> None:
    """Podman 5 starts one empty word where Docker has an error."""
    cell = matrix(engine="podman@5.8").cells[0][0]

    assert cell.argv == ("",)
    assert cell.refusal is None


@pytest.mark.parametrize(
    ("image", "nine", "twelve"),
    [
        (ImageConfig(), (0, 0), (0, 0)),
        (ImageConfig(entrypoint=[], cmd=[]), (0, 0), (0, 0)),
        (ImageConfig(entrypoint=[""], cmd=["x"]), (1, 0), (1, 0)),
        (ImageConfig(cmd=[""]), (1, 0), (1, 0)),
        (ImageConfig(cmd=C_EXEC), (1, 0), (1, 0)),
        (ImageConfig(cmd=C_SHELL), (2, 0), (3, 0)),
        (ImageConfig(cmd=["/bin/sh", "-c"]), (2, 0), (3, 0)),
        (ImageConfig(cmd=["/bin/sh", "-c", "x", "y"]), (1, 0), (1, 0)),
        (ImageConfig(cmd=["/bin/bash", "-c", "x"]), (1, 0), (1, 0)),
        (ImageConfig(cmd=["/bin/bash", "-c", "x"], shell=["/bin/bash", "-c"]), (2, 0), (3, 0)),
        (ImageConfig(cmd=C_SHELL, shell=["/bin/bash", "-c"]), (2, 0), (3, 0)),
        (ImageConfig(cmd=C_SHELL, shell=Unknown("b", "Shell")), (2, 0), (3, 0)),
        (ImageConfig(cmd=["cmd", "/S", "/C", "x"]), (1, 0), (1, 0)),
        (ImageConfig(cmd=["cmd", "/S", "/C", "x"], os="windows"), (2, 0), (3, 0)),
        (ImageConfig(cmd=C_SHELL, os="plan9"), (2, 0), (3, 0)),
        (ImageConfig(entrypoint=["e"]), (0, 2), (0, 2)),
        (ImageConfig(entrypoint=E_SHELL, cmd=["p"]), (1, 1), (2, 1)),
        (ImageConfig(entrypoint=["e"], cmd=["p"]), (1, 2), (2, 2)),
        (ImageConfig(entrypoint=["e"], cmd=C_SHELL), (2, 2), (3, 2)),
    ],
)
def test_an_image_falls_in_one_cell(
    image: ImageConfig, nine: tuple[int, int], twelve: tuple[int, int]
) -> None:
    """By the form its words show; under an ENTRYPOINT the older table calls them parameters."""
    for form, (row, column) in (("nine", nine), ("twelve", twelve)):
        table_ = matrix(form)
        marked = table_.mark(image).marked
        assert marked is table_.cells[row][column]
        assert marked == table_.locate(image)


@pytest.mark.parametrize(
    "image",
    [
        ImageConfig.undescribed("b"),
        ImageConfig(entrypoint=["e"], cmd=Unknown("b", "Cmd")),
        ImageConfig(entrypoint=Unknown("b", "Entrypoint"), cmd=["c"]),
    ],
)
def test_an_image_half_known_falls_in_none(image: ImageConfig) -> None:
    """Nobody can say which."""
    assert matrix().locate(image) is None
    assert matrix().mark(image).marked is None


@pytest.mark.parametrize("form", ["", "ten", "Nine", "../nine"])
def test_there_are_two_forms(form: str) -> None:
    """And no file is looked for under another name."""
    with pytest.raises(ValueError, match="the matrix has the forms nine and twelve, not"):
        table(form)


def test_an_engine_nobody_knows_is_refused() -> None:
    """As everywhere."""
    with pytest.raises(DialectError):
        matrix(engine="moby")


def test_a_matrix_shows_itself() -> None:
    """As text, Markdown, JSON, HTML, and as what a notebook chooses from."""
    shown: Any = matrix().mark(ImageConfig(cmd=["x"]))

    bundle = shown._repr_mimebundle_()

    assert str(shown) == shown.to_text() == bundle["text/plain"]
    assert max(map(len, shown.to_text(width=80).split("\n"))) <= 80
    assert shown.to_markdown().startswith("|")
    assert bundle["text/html"] == shown._repr_html_()
    assert json.loads(json.dumps(bundle["application/json"])) == shown.to_json()


def test_only_an_image_has_a_cell() -> None:
    with pytest.raises(WrongTypeError, match="not a value of type Dockerfile") as caught:
        matrix().mark(Dockerfile.parse("FROM scratch\n"))  # type: ignore[arg-type]
    assert caught.value.hint == "build it first: mark(dockerfile.image())"
