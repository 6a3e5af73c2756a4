"""The verb ``dialects``: the engines and builders that are known."""

from __future__ import annotations

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dialects", "  Engines"),
        ("dialects --format markdown", "# Engines and builders\n"),
        ("dialects --format json", "{"),
    ],
)
def test_it_comes_in_several_formats(
    capsys: pytest.CaptureFixture[str], text: str, first: str
) -> None:
    assert main.main(text.split()) == 0
    assert capsys.readouterr().out.startswith(first)
