"""A question in a notebook: it is answered as it stands, and again at each change."""

from __future__ import annotations

import sys

import pytest

import cmdresolve as cr
from cmdresolve.notebook import explore

SHELL = 'FROM scratch\nENTRYPOINT serve\nCMD ["--port", "80"]\n'


def test_it_shows_the_answer_to_what_it_was_given() -> None:
    """On a viewer that runs nothing, with what is wrong with it."""
    bundle = explore(SHELL)._repr_mimebundle_()

    assert bundle["text/plain"].startswith("/bin/sh -c serve --port 80\n")
    assert "argv[4]" in bundle["text/html"]
    assert "never reads the 2 words" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_without_widgets_it_shows_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the fields is missing."""
    live = explore(SHELL)._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    plain = explore(SHELL)._repr_mimebundle_()

    assert set(plain) == {"text/plain", "text/html"}
    assert {key: live[key] for key in plain} == plain


def test_the_fields_themselves_need_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which the error names."""
    monkeypatch.setitem(sys.modules, "ipywidgets", None)

    with pytest.raises(cr.CmdResolveError, match="the extra notebook") as caught:
        explore(SHELL).widget()
    assert caught.value.code == "extra-needed"
    assert caught.value.hint == "pip install 'ipywidgets>=8'"


def test_each_change_is_answered() -> None:
    """Of the file, of the line and of the engine."""
    file, line, engine, shown = explore(SHELL).widget().children

    assert "argv[4]" in shown.value
    line.value = "docker run app -h"
    assert "argv[3]" in shown.value
    assert "argv[4]" not in shown.value
    file.value = 'FROM scratch\nCMD ["server"] # start it\n'
    line.value = "docker run app"
    assert "argv[2]" in shown.value
    engine.value = "docker@26.1"
    assert "argv[0]" in shown.value
    assert "argv[2]" not in shown.value


@pytest.mark.parametrize(
    ("dockerfile", "line", "told"),
    [
        ("FRM <b>\n", "docker run app", "unknown instruction"),
        ("FROM scratch\n", "docker run app", "no command specified"),
        (SHELL, "docker run 'app", "shell-syntax"),
    ],
)
def test_a_refusal_is_an_answer(dockerfile: str, line: str, told: str) -> None:
    """Told as on a terminal, and escaped."""
    question = explore(dockerfile, line)

    assert told in repr(question)
    assert told in question.html()
    assert "<b>" not in question.html()
    with pytest.raises(cr.CmdResolveError):
        question.answer()


def test_bases_are_described_and_the_cell_of_the_table_is_marked() -> None:
    """The table goes where there is no image to mark in it."""
    bases = {"x": cr.ImageConfig(cmd=["exec_cmd"])}
    question = explore("FROM x\n", bases=bases, with_matrix=True)
    file, *_, shown = question.widget().children

    assert question.answer().argv == ("exec_cmd",)
    assert "outline:3px" in shown.value
    file.value = "FRM x\n"
    assert "<table" not in shown.value


def test_an_engine_that_is_not_known_is_refused_at_once() -> None:
    """Where the cell is written, not where it is shown."""
    with pytest.raises(cr.DialectError):
        explore(SHELL, engine="docker@1")


def test_an_engine_that_starts_no_line_is_offered_and_refuses() -> None:
    """A notebook shows why, in place of a traceback."""
    *_, engine, shown = explore(SHELL, engine="kubernetes").widget().children

    assert engine.value.startswith("kubernetes@")
    assert engine.value in engine.options
    assert "docker starts no container on kubernetes@" in shown.value
    engine.value = "docker@28.5"
    assert "argv[4]" in shown.value
