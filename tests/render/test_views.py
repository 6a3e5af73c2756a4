"""Each value in each form."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, matrix, resolve
from cmdresolve.render import views

IMAGE = ImageConfig(entrypoint=["<e>"])
ANSWER = resolve(IMAGE)


def test_a_value_as_text() -> None:
    """An answer is explained, an image shown, a matrix drawn."""
    assert views.text(ANSWER, width=80).startswith("'<e>'\n")
    assert views.text(IMAGE, width=80) == "ImageConfig(entrypoint=('<e>',))"
    assert "no ENTRYPOINT" in views.text(matrix(), width=80)


@pytest.mark.parametrize("value", [ANSWER, IMAGE, matrix()])
def test_a_value_as_html_has_no_script(value: views.View) -> None:
    """What a word holds is escaped."""
    shown = views.html(value)

    assert "<e>" not in shown
    assert "<table" in shown


def test_a_value_as_json_values() -> None:
    """By the names of an image config, of an answer, of a matrix."""
    assert views.json(IMAGE) == {
        "Entrypoint": ["<e>"],
        "Cmd": None,
        "Shell": None,
        "OnBuild": None,
    }
    assert views.json(ANSWER)["argv"] == ["<e>"]
    assert "cells" in views.json(matrix()) or "rows" in views.json(matrix())


def test_a_matrix_as_markdown() -> None:
    """A table of it."""
    assert views.markdown(matrix()).startswith("|")
