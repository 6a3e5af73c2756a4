"""Where the lock of an engine lies, and what it refuses to write to."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.testing import OracleError
from cmdresolve.testing.oracles.shelf import Shelf, own_folder


@pytest.fixture(autouse=True)
def runtime_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_a_folder_of_ours_is_made_for_us_alone(runtime_folder: Path) -> None:
    assert own_folder() == runtime_folder / "cmdresolve"
    assert own_folder().stat().st_mode & 0o777 == 0o700


def test_without_one_for_the_session_it_is_the_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert own_folder() == tmp_path / "home" / ".cache" / "cmdresolve"


@pytest.mark.parametrize("kind", ["link", "file", "writable"])
def test_what_others_may_have_put_there_is_refused(runtime_folder: Path, kind: str) -> None:
    """A link would have its target written over."""
    folder = runtime_folder / "cmdresolve"
    if kind == "link":
        (runtime_folder / "real").mkdir()
        folder.symlink_to(runtime_folder / "real")
    elif kind == "file":
        folder.write_text("")
    else:
        folder.mkdir()
        folder.chmod(0o777)

    with pytest.raises(OracleError, match="is no folder of this user's own"):
        own_folder()


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    socket = tmp_path / "sock"
    (tmp_path / "sock.lock").symlink_to(target)

    with pytest.raises(OracleError, match="cannot lock"), Shelf(socket, "store").alone():
        pass  # the lock is what is asked for

    assert target.read_text() == "mine"
