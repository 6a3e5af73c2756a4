"""Archives and layouts on the command line: as the FILE, as a base, as the config, by pipe."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cmdresolve.cli import main
from tests.images import saved

ONE, OTHER = saved.config("one"), saved.config("other")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.tar").write_bytes(saved.tar(saved.docker((ONE, ["shop:1"]))))
    two = saved.docker((ONE, ["shop:1"]), (OTHER, ["till:2"]))
    Path("two.tar").write_bytes(saved.tar(two))
    for name, data in saved.of_one(OTHER).items():
        path = Path("layout") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    Path("Dockerfile").write_text('FROM shop:1\nENTRYPOINT ["/e"]\nSHELL ["x"]\n')
    Path("Child").write_text("FROM till:2\n")


@pytest.mark.parametrize(
    ("words", "argv"),
    [
        (["app.tar"], '["one"]\n'),
        (["app.tar", "a", "b"], '["a", "b"]\n'),
        (["app.tar:shop:1"], '["one"]\n'),
        (["two.tar:till:2"], '["other"]\n'),
        (["two.tar:docker.io/library/shop:1"], '["one"]\n'),
        (["layout"], '["other"]\n'),
        (["--image-config", "app.tar"], '["one"]\n'),
        (["--base", "till:2=layout", "Child"], '["other"]\n'),
        (["--base", "till:2=two.tar", "Child"], '["other"]\n'),
        (["--image-config", "two.tar", "docker", "run", "till:2"], '["other"]\n'),
    ],
)
def test_an_image_is_read_wherever_a_file_is_named(
    words: list[str], argv: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["resolve", *words]) == 0
    assert capsys.readouterr().out == argv


def test_an_archive_may_come_by_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = io.BufferedReader(io.BytesIO(Path("app.tar").read_bytes()))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))

    assert main.main(["resolve", "-"]) == 0
    assert capsys.readouterr().out == '["one"]\n'


def test_what_is_wrong_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["resolve", "two.tar"]) == 2
    assert "name one: two.tar:shop:1" in capsys.readouterr().err
    assert main.main(["resolve", "--platform", "linux/arm64", "app.tar"]) == 2
    assert "it is for linux/amd64, not for linux/arm64" in capsys.readouterr().err
