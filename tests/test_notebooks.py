"""The notebooks run from top to bottom, and their key cells show what the lesson says."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from typing import Any

import nbformat
import pytest

from tests.notebooks import FOLDER, LESSONS, NAMES, NO_ENGINE, asks_an_engine, read, run, shown_by

# What a cell prints or shows begins with this; the word before it is the cell's id.
BEGINS = {
    "copied": "/bin/sh -c '[“exec_cmd”, “p1_cmd”]'\n",
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


def test_every_notebook_is_there_in_two_languages() -> None:
    """And no other."""
    assert {path.name for path in FOLDER.glob("*.ipynb")} == {f"{name}.ipynb" for name in NAMES}


@pytest.mark.parametrize("name", LESSONS)
def test_both_languages_have_the_same_cells(name: str) -> None:
    """The same code with the same outputs, but for the verdicts; each text is translated."""
    english, korean = read(name), read(f"{name}.ko")
    nbformat.validate(english)
    nbformat.validate(korean)

    assert [(x.id, x.cell_type) for x in korean.cells] == [
        (x.id, x.cell_type) for x in english.cells
    ]
    for own, other in zip(english.cells, korean.cells, strict=True):
        if own.cell_type == "code":
            assert own.source == other.source.replace("exercises.ko import", "exercises import")
            if not own.id.startswith("exercise-"):
                assert own.outputs == other.outputs
        else:
            assert re.search("[가-힣]", other.source)
            assert not re.search("[가-힣]", own.source)
            assert re.findall(r"```python\n.*?```", own.source, re.DOTALL) == re.findall(
                r"```python\n.*?```", other.source, re.DOTALL
            )


@pytest.mark.parametrize("name", NAMES)
def test_verdicts_are_in_the_language_of_the_notebook(name: str) -> None:
    """Those that are stored, as those that a reader gets."""
    exercises = [cell for cell in read(name).cells if cell.id.startswith("exercise-")]
    shown = [cell.outputs[-1].data["text/plain"] for cell in exercises]

    assert shown
    assert {bool(re.search("[가-힣]", verdict)) for verdict in shown} == {name.endswith(".ko")}


@cache
def executed(name: str) -> Any:
    """A notebook run from top to bottom, without an engine."""
    return run(name)


@pytest.mark.parametrize("name", NAMES)
def test_stored_outputs_are_those_of_today(name: str) -> None:
    """A reader who runs nothing sees what one who runs it gets: python -m tests.notebooks."""
    now = executed(name)
    for stored, fresh in zip(read(name).cells, now.cells, strict=True):
        if stored.cell_type == "code" and not asks_an_engine(stored):
            assert shown_by(stored.outputs) == shown_by(fresh.outputs)


def test_without_an_engine_its_cells_say_that_they_are_skipped() -> None:
    """And what was stored of them is what an engine said."""
    ran = executed("ask_a_real_engine")
    cells = zip(read("ask_a_real_engine").cells, ran.cells, strict=True)
    asking = [pair for pair in cells if asks_an_engine(pair[0])]

    assert len(asking) == 5
    for stored, fresh in asking:
        assert "skipped: no" in text(fresh.outputs)
        assert "skipped" not in text(stored.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_waits_for_an_answer_and_has_a_solution_that_is_right(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solution is folded, and is what stands in the cell with the answer in it."""
    monkeypatch.setenv("DOCKER_HOST", NO_ENGINE)
    names: dict[str, Any] = {}
    cells = read(name).cells
    exercises = [x.id for x in cells if x.id.startswith("exercise-")]
    verdicts = {}
    for cell in cells:
        if cell.cell_type == "code":
            with redirect_stdout(io.StringIO()):
                exec(cell.source, names)
        elif cell.id.startswith("solution-"):
            code = re.search(r"<details>.*```python\n(.*?)```", cell.source, re.DOTALL)
            assert code is not None
            verdicts[cell.id] = eval(code[1], names)

    assert exercises
    assert [x.replace("solution", "exercise") for x in verdicts] == exercises
    assert all(verdicts.values())
    for cell in cells:
        if cell.id in exercises:
            assert cell.outputs[-1].data["text/plain"].startswith("✗ ")


@pytest.fixture(scope="module")
def shown() -> dict[str, list[Any]]:
    """The outputs of every code cell of the first lesson, by the cell's id."""
    cells = executed("nine_cells").cells
    return {cell.id: cell.outputs for cell in cells if cell.cell_type == "code"}


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
