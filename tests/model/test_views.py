"""The seam between core and renderers: `cmdresolve.model.views`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from cmdresolve.model import views
from cmdresolve.model.image import ImageConfig
from cmdresolve.published.matrix import matrix
from cmdresolve.resolving.resolver import resolve

IMAGE = ImageConfig(entrypoint=["<e>"], cmd=["c"])
VALUES = [resolve(IMAGE), IMAGE, matrix()]
KINDS = ["resolution", "image", "matrix"]


@pytest.mark.parametrize("value", VALUES, ids=KINDS)
def test_a_value_is_shown_in_every_way_a_notebook_knows(value: Any) -> None:
    """Each way is what its own function gives."""
    assert views.bundle(value) == {
        "text/plain": views.text(value),
        "text/html": views.html(value),
        "application/json": views.json(value),
    }
    assert value._repr_mimebundle_(include={"text/html"}, exclude=None) == views.bundle(value)
    assert value._repr_html_() == views.html(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (VALUES[0], "'<e>' c\n"),
        (VALUES[1], "ImageConfig(entrypoint=('<e>',), cmd=('c',)"),
        (VALUES[2], matrix().to_text()),
    ],
    ids=KINDS,
)
def test_as_text_each_kind_is_told_its_own_way(value: Any, text: str) -> None:
    """A resolution explains itself, an image is its value, the matrix a table."""
    assert views.text(value).startswith(text)


@pytest.mark.parametrize("value", VALUES[:2], ids=KINDS[:2])
def test_as_html_words_are_escaped(value: Any) -> None:
    """A word may hold anything."""
    assert "<e>" not in views.html(value)
    assert "&lt;e&gt;" in views.html(value)


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        (VALUES[0], "argv", ["<e>", "c"]),
        (VALUES[1], "Entrypoint", ["<e>"]),
        (VALUES[2], "form", "nine"),
    ],
    ids=KINDS,
)
def test_as_json_each_kind_has_its_own_keys(value: Any, key: str, expected: Any) -> None:
    """And all of it is JSON."""
    record = views.json(value)

    assert record[key] == expected
    assert json.loads(json.dumps(record)) == record


def test_no_renderer_loads_before_it_is_asked_for() -> None:
    """The core has values alone; drawing them costs whoever draws."""
    code = (
        "import sys; from cmdresolve import resolve, ImageConfig\n"
        "answer = resolve(ImageConfig(cmd=['x']))\n"
        "answer.words, answer.dropped, answer.steps, answer.documented\n"
        "assert not [name for name in sys.modules if name.startswith('cmdresolve.render')]\n"
        "answer.explain()\n"
        "assert 'cmdresolve.render.text' in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_matrix_is_shown_as_markdown_and_as_wide_as_it_may_be() -> None:
    """A narrow one breaks its cells over more lines."""
    narrow, wide = views.text(matrix(), width=60), views.text(matrix(), width=200)

    assert narrow == matrix().to_text(width=60)
    assert len(narrow.split("\n")) > len(wide.split("\n"))
    assert views.markdown(matrix()) == matrix().to_markdown()
    assert views.markdown(matrix()).startswith("|  | no ENTRYPOINT |")
