"""Real files under wrong names and by pipe: each is taken for what it is, and always answered.

With ``CMDRESOLVE_CORPUS`` these are all files of the corpus, else the project's own examples.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cmdresolve.cli import main
from cmdresolve.cli.recognising.recognise import recognise
from tests.conftest import ROOT

pytest.importorskip("ruamel.yaml")

WRONG_NAMES = ("web.json", "notes.yaml", "x.txt", "Makefile", "package.json", "")
#: Asking takes long, so it is done of one in so many.
ONE_IN = 12
#: What the files of a folder of the corpus are read by, and how else some are called.
KINDS = {"dockerfiles": "dockerfile", "compose": "compose", "k8s": "manifest"}
CALLED = {"a Skaffold file", "a patch of a manifest (it holds $patch)"}


class File(NamedTuple):
    """A real file.

    Attributes:
        name: its path, for messages.
        data: what stands in it.
        reader: who reads it.
    """

    name: str
    data: bytes
    reader: str


@pytest.fixture(scope="module")
def files(request: pytest.FixtureRequest) -> list[File]:
    """Return the files of the corpus, or those of the project itself."""
    if os.environ.get("CMDRESOLVE_CORPUS"):
        return list(_corpus(request.getfixturevalue("corpus")))
    own = [*sorted((ROOT / "tests/cases").glob("*.Dockerfile"))]
    own += sorted((ROOT / "docs/examples").rglob("Dockerfile"))
    return [File(path.name, path.read_bytes(), "dockerfile") for path in own]


def _corpus(folder: Path) -> Iterator[File]:
    for part, reader in KINDS.items():
        for path in sorted(found for found in (folder / part).rglob("*") if found.is_file()):
            yield File(str(path.relative_to(folder)), path.read_bytes(), reader)


def test_a_file_is_of_one_kind_whatever_it_is_called(files: list[File]) -> None:
    """Its own name included; what is no Compose file and no manifest is called what it is."""
    assert len(files) > 50
    for file in files:
        kinds = {recognise(file.data, name) for name in (file.name, *WRONG_NAMES)}
        assert len(kinds) == 1, file.name
        (kind,) = kinds
        assert kind.reader == file.reader or kind.what in CALLED, file.name


def test_a_file_has_one_answer_under_wrong_names_and_by_pipe(
    files: list[File],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An argv, what is missing, or a refusal: JSON in any case, and never a fault of our own."""
    monkeypatch.chdir(tmp_path)
    for number, file in enumerate(files[::ONE_IN]):
        wrong = WRONG_NAMES[number % (len(WRONG_NAMES) - 1)]
        Path(wrong).write_bytes(file.data)
        told = set()
        for name in (wrong, "-"):
            stream = io.BufferedReader(io.BytesIO(file.data))
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
            status = main.main(["--format", "json", name, "web"])
            out, err = capsys.readouterr()
            answer = json.loads(out)
            code = answer.get("error", {}).get("code")
            assert err == "", file.name
            assert code not in ("internal", "not-known", "not-text"), file.name
            told.add(json.dumps([status, answer.get("argv"), answer.get("unknown"), code]))
        assert len(told) == 1, file.name
        Path(wrong).unlink()
