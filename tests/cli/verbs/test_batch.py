"""The verb ``batch``: a line in, a line out."""

from __future__ import annotations

import io
import json
import sys

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


def test_batch_answers_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b'{"id": 1, "image": {"Cmd": ["a"]}}\n\nnot json\n{"id": 2}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main.main(["batch"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[0]["argv"] == ["a"]
    assert answers[1]["error"]["code"] == "not-json"
    assert answers[2]["error"]["stage"] == "request"
