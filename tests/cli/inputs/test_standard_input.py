"""Standard input, for all that name it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.cli.inputs.standard_input import Typed, read_typed
from tests.cli.checking.asking import NOT_JSON
from tests.images import saved

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """A pipe with a Dockerfile, which is empty once it has been read."""
    return pipe(monkeypatch, NOT_JSON.encode())


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> Typed:
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", stream)
    return Typed(data)


def test_it_is_read_where_it_is_named(typed: Typed) -> None:
    assert read_typed(["Dockerfile", None], None) == Typed()
    assert read_typed(["Dockerfile", "-"], None) == typed


def test_an_archive_of_images_is_the_image(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, saved.tar(saved.docker((saved.config("x"), []))))
    found = read_typed(["-"], None)
    assert found.data is None
    assert found.stored is not None
    assert found.stored.cmd == ("x",)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("paths", [["-"], ["-", "-"], ["Dockerfile", "-"]])
def test_check_finds_in_it_what_it_finds_in_a_file(
    paths: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["check", "--format", "json", *paths]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    found = {x["path"]: [y["code"] for y in x["findings"]] for x in files}
    assert len(files) == len(set(paths))
    assert found["-"] == ["array-is-shell-form"]


@pytest.mark.usefixtures("typed")
def test_a_change_of_it_is_printed_and_not_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["check", "--diff", "--unsafe-fixes", "-"]) == 1
    assert "-CMD ['node', 'server.js']\n+CMD [\"node\", \"server.js\"]\n" in capsys.readouterr().out
    assert main.main(["check", "--fix", "-"]) == 2
    assert capsys.readouterr().err.startswith("standard input cannot be mended in place [bad-usage")


def test_scan_says_what_it_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, b'FROM scratch\nCMD ["x"]\n')
    assert main.main(["scan", "-"]) == 0
    assert capsys.readouterr() == ("-  x\n", "1 starts\n")


def test_lock_looks_up_what_it_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, b"FROM nobody/knows:1\n")
    assert main.main(["lock", "--no-atlas", "-"]) == 3
    assert "no source knows nobody/knows:1" in capsys.readouterr().err


def test_one_base_in_it_is_that_of_every_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.Dockerfile", "two.Dockerfile"):
        (tmp_path / name).write_text("FROM ours:1\n")
    pipe(monkeypatch, b'{"Cmd": ["x"]}')
    words = ["scan", "--base", "ours:1=-", "one.Dockerfile", "two.Dockerfile"]
    assert main.main(words) == 0
    assert capsys.readouterr().out == "one.Dockerfile  x\ntwo.Dockerfile  x\n"


def test_an_archive_is_not_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, saved.tar(saved.docker((saved.config("x"), []))))
    assert main.main(["check", "-"]) == 2
    assert capsys.readouterr().err == (
        "<stdin> is an archive [not-read]\n"
        "  hint: a Dockerfile, a Compose file or a manifest is wanted here\n"
    )
