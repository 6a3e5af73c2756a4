"""What the verbs print: JSON, and lines as wide and as colourful as the terminal is."""

from __future__ import annotations

import os
import sys

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(("told", "widest"), [("40", 40), ("60", 60), ("9999", 120), ("x", 80)])
def test_the_width_is_that_of_the_terminal_within_limits(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    told: str,
    widest: int,
) -> None:
    monkeypatch.setenv("COLUMNS", told)
    main.main(["child"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= widest
    assert max(map(len, lines)) > widest // 2


def test_colour_is_for_terminals_unless_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main.main(["Dockerfile"])
    assert "\x1b[" not in capsys.readouterr().out
    main.main(["Dockerfile", "--color", "always"])
    coloured = capsys.readouterr().out
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main.main(["Dockerfile"])
    assert "\x1b[" not in capsys.readouterr().out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    main.main(["Dockerfile"])
    assert "\x1b[" in capsys.readouterr().out
    main.main(["Dockerfile", "--color", "never"])
    assert "\x1b[" not in capsys.readouterr().out


def test_without_rich_colour_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert main.main(["Dockerfile", "--color", "always"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("/e p /c d\n")
    assert err == "note: colour needs rich: pip install 'rich>=13'\n"


@pytest.mark.parametrize(("columns", "widest"), [(50, 50), (10, 40)])
def test_a_terminal_s_own_width_is_used(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    widest: int,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    main.main(["child", "--color", "never"])
    assert max(map(len, capsys.readouterr().out.splitlines())) in range(widest - 6, widest + 1)


def test_a_terminal_without_a_width_has_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", unknown)
    main.main(["child", "--color", "never"])
    assert max(map(len, capsys.readouterr().out.splitlines())) in range(70, 81)
