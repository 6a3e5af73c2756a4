"""The explanation in colour."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

from cmdresolve import ImageConfig, resolve
from cmdresolve.render import rich_text
from cmdresolve.render.layout import Fragment, plain
from cmdresolve.render.text import layout

if TYPE_CHECKING:
    import pytest

_ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def test_colours_add_nothing_to_the_text() -> None:
    lines = layout(
        resolve(ImageConfig(entrypoint=["sh", "-c", "[red]x[/]"], cmd=["a  ", ":smile:"]))
    )
    stream = io.StringIO()
    assert rich_text.write(lines, stream, force=True) is True
    assert "\x1b[" in stream.getvalue()
    assert _ESCAPES.sub("", stream.getvalue()) == plain(lines) + "\n"


def test_a_file_gets_no_colour_unless_it_is_forced() -> None:
    stream = io.StringIO()
    rich_text.write([(Fragment("a", "title"),)], stream)
    assert stream.getvalue() == "a\n"


def test_every_style_has_a_look() -> None:
    stream = io.StringIO()
    styles = (
        "file",
        "image",
        "given",
        "default",
        "unknown",
        "title",
        "dim",
        "caret",
        "note",
        "mend",
    )
    rich_text.write([tuple(Fragment("x", style) for style in styles)], stream, force=True)
    assert stream.getvalue().count("\x1b[0m") >= len(styles)


def test_long_lines_are_left_to_the_terminal() -> None:
    stream = io.StringIO()
    rich_text.write([(Fragment("word " * 100 + "end"),)], stream)
    assert stream.getvalue().count("\n") == 1


def test_without_rich_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.text", None)
    stream = io.StringIO()
    assert rich_text.write([(Fragment("a"),)], stream) is False
    assert stream.getvalue() == ""
