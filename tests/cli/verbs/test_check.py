"""``cmdresolve check``: what is found under paths, what is left out, what is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.main import main
from tests.cli.checking.asking import NOT_JSON, UNREAD, found, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where the command line is called."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_paths_may_be_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=NOT_JSON, old__Dockerfile=NOT_JSON)
    (folder / ".cmdresolve.toml").write_text('exclude = ["old/*"]\n')

    assert [path for path, _, _ in found(capsys, ".")] == ["Dockerfile"]


def test_a_code_that_no_rule_has_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, Dockerfile=UNREAD)

    main(["check", "--ignore", "no-such-rule", "."])

    assert "note: no rule is called no-such-rule" in capsys.readouterr().err
