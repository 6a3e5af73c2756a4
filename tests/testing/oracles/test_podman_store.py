"""What Podman's storage says of a container and an image."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.podman_store import PodmanStore


def config(container: str, *words: str) -> str:
    """Return what Podman writes of a container, as far as it is read."""
    return json.dumps(
        {"spec": {"process": {"args": words}}, "id": container}, separators=(",", ":")
    )


def test_words_are_read_from_the_database_of_podman_5(tmp_path: Path) -> None:
    """A lone word stands there once."""
    with closing(sqlite3.connect(tmp_path / "db.sql")) as database, database:
        database.execute("CREATE TABLE ContainerConfig (ID TEXT, JSON TEXT)")
        for name, words in (("a", ("x",)), ("b", ("x", "x"))):
            row = (name, config(name, *words))
            database.execute("INSERT INTO ContainerConfig VALUES (?, ?)", row)
    store = PodmanStore(tmp_path, "overlay")
    assert store.words(["b", "a"]) == {"a": ("x",), "b": ("x", "x")}
    with pytest.raises(OracleError, match="nothing of container c"):
        store.words(["c"])


def test_words_are_read_from_the_database_of_podman_4(tmp_path: Path) -> None:
    """What is left of values that are no longer there does not matter."""
    (tmp_path / "libpod").mkdir()
    pages = config("a", "old")[:30] + "\0\1" + config("b", "y", "é") + "\0" + config("a", "x")
    (tmp_path / "libpod" / "bolt_state.db").write_bytes(pages.encode())
    assert PodmanStore(tmp_path, "overlay").words(["a", "b"]) == {"a": ("x",), "b": ("y", "é")}


def test_a_config_blob_has_the_name_containers_storage_gives_it(tmp_path: Path) -> None:
    """The digest stands there in base 64, behind an equals sign."""
    blob = PodmanStore(tmp_path, "overlay").blob("sha256:ab")
    assert blob == tmp_path / "overlay-images" / "ab" / "=c2hhMjU2OmFi"
