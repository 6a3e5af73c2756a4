"""Every kind of file, under its own name, under wrong names and by pipe."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kinds import BINARY, FOREIGN, READ

from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

WRONG_NAMES = ("web.json", "notes.yaml", "deep/x.txt")
Ask = Callable[[bytes, str], tuple[int, dict[str, Any]]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask about bytes in a file of a name, or by pipe for ``-``, with a word after it."""
    monkeypatch.chdir(tmp_path)

    def ask(data: bytes, name: str) -> tuple[int, dict[str, Any]]:
        stream = io.BytesIO(data)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(stream)))
        if name != "-":
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        status = main.main(["--format", "json", name, "web"])
        out, err = capsys.readouterr()
        assert err == ""
        return status, json.loads(out)

    return ask


@pytest.mark.parametrize(("name", "_reader", "text"), READ, ids=[x[0] for x in READ])
def test_what_is_read_gives_one_answer_under_every_name_and_by_pipe(
    name: str, _reader: str, text: str, ask: Ask
) -> None:
    """The same status, and the same argv or code of refusal."""

    def gist(found: tuple[int, dict[str, Any]]) -> str:
        status, answer = found
        code = answer.get("error", {}).get("code")
        return json.dumps([status, answer.get("argv"), answer.get("unknown"), code])

    told = {gist(ask(text.encode(), called)) for called in (name, *WRONG_NAMES, "-")}

    assert len(told) == 1


@pytest.mark.parametrize(("name", "what", "text"), FOREIGN, ids=[x[0] for x in FOREIGN])
def test_what_is_not_read_is_bad_input_under_every_name_and_by_pipe(
    name: str, what: str, text: str, ask: Ask
) -> None:
    """Never an argv, never a Dockerfile that its builder refuses."""
    for called in (name, *WRONG_NAMES, "-"):
        status, answer = ask(text.encode(), called)
        assert status == 2
        assert not set(answer) & {"argv", "unknown", "image"}
        assert answer["error"]["stage"] == "request"
        assert answer["error"]["code"] in ("not-read", "not-known")
    assert what in ask(text.encode(), name)[1]["error"]["message"]


@pytest.mark.parametrize(("what", "data"), BINARY, ids=[x[0] for x in BINARY])
def test_what_is_no_text_is_bad_input(what: str, data: bytes, ask: Ask) -> None:
    for called in (*WRONG_NAMES, "-"):
        status, answer = ask(data, called)
        assert (status, answer["error"]["code"]) == (2, "not-text")
        assert what in answer["error"]["message"]
