"""Reading a Dockerfile from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmdresolve as cr


def test_a_file_is_read_and_called_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(b'FROM a\nCMD ["\xff"]\n')
    for given in (path, str(path)):
        read = cr.Dockerfile.from_file(given)
        assert read.source.name == str(path)
        assert read == cr.Dockerfile.parse(path.read_bytes(), name=str(path))
    assert cr.Dockerfile.from_file(path, name="x", builder="classic@28.5").source.name == "x"
    assert cr.Dockerfile.from_file(path, builder="classic@28.5").builder.key == "classic@28.5"


def test_a_fault_is_told_with_the_path(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text("FORM a\n")
    with pytest.raises(cr.DockerfileError, match=f"{path}:1:1: unknown instruction: FORM"):
        cr.Dockerfile.from_file(path)


def test_a_file_that_is_not_there_is_python_s_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cr.Dockerfile.from_file(tmp_path / "nothing")


def test_a_path_is_a_text_or_a_path() -> None:
    with pytest.raises(cr.WrongTypeError, match="a path is a text or a Path, not a value of type"):
        cr.Dockerfile.from_file(b"Dockerfile")  # type: ignore[arg-type]
