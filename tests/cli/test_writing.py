"""Files that the command line writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cmdresolve.cli.inputs.files import InputError
from cmdresolve.cli.writing import write


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    """It is replaced whole; nothing is left beside it."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("a")
    real.chmod(0o640)
    link.symlink_to(real)
    write(str(link), "b\udcff")

    assert real.read_bytes() == b"b\xff"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(x.name for x in tmp_path.iterdir()) == ["link", "real"]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(str(tmp_path / "new"), "a")
    finally:
        after = os.umask(before)

    assert after == 0o027
    assert (tmp_path / "new").read_text() == "a"
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_is_named_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no answer that cannot be written, but an input that cannot be mended."""
    path = tmp_path / "Dockerfile"
    path.write_text("a")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError) as error:
        write(str(path), "b")

    assert error.value.message == f"cannot write {path}: No space left on device"
    assert (path.read_text(), list(tmp_path.iterdir())) == ("a", [path])
