"""``cmdresolve scan``: a line for all that starts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cmdresolve.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCMD ['a']\n")
    (tmp_path / "compose.yaml").write_text("services: {web: {image: acme/x, command: serve}}\n")
    (tmp_path / "z.Dockerfile").write_text("FROM scratch\nNONSENSE\n")
    return tmp_path


def test_each_start_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "."]) == 0
    out, err = capsys.readouterr()

    assert [re.split(r" {2,}", line) for line in out.splitlines()] == [
        ["Dockerfile", "/bin/sh -c '['\\''a'\\'']'", "1 finding"],
        ["compose.yaml", "web", "? serve", "acme/x is not known"],
        ["z.Dockerfile", "refused", "unknown-instruction"],
    ]
    assert {len(line) for line in out.splitlines()} == {80}
    assert err == "1 starts, 1 not known: an image is not described, 1 refused\n"


def test_as_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "--format", "json"]) == 0
    first, second, third = json.loads(capsys.readouterr().out)["starts"]

    assert first["argv"] == ["/bin/sh", "-c", "['a']"]
    assert (second["part"], second["unknown"]) == ("web", ["Entrypoint of acme/x"])
    assert third["error"]["code"] == "unknown-instruction"
