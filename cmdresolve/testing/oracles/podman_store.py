"""Podman's records of images and containers, read from its storage.

``podman inspect`` is no witness: of a container with one word it shows that word twice, as path
and as argument, and of an image it shows null for an empty list.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.testing.oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_QUERY = "SELECT ID, JSON FROM ContainerConfig"
_START = b'{"spec":'


@frozen
class PodmanStore:
    """The folder in which Podman keeps images and containers.

    Attributes:
        folder: its graph root, visible from here.
        driver: the storage driver, which names its folders.
    """

    folder: Path
    driver: str

    @property
    def images(self) -> Path:
        """The folder of the images."""
        return self.folder / f"{self.driver}-images"

    def blob(self, image: str) -> Path:
        """Return the file of an image's config blob."""
        # containers/storage encodes a name that is no plain file name.
        name = "=" + base64.b64encode(f"sha256:{image.removeprefix('sha256:')}".encode()).decode()
        return self.images / image.removeprefix("sha256:") / name

    def words(self, containers: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the words of PID 1 of each container, from its OCI runtime spec.

        Raises:
            OracleError: one is not there.
        """
        wanted = list(containers)
        if not wanted:
            return {}
        database = self.folder / "db.sql"
        if database.exists():
            configs = _of_sqlite(database.read_bytes(), set(wanted))
        else:
            bolt = (self.folder / "libpod" / "bolt_state.db").read_bytes()
            configs = _of_bolt(bolt, set(wanted))
        missing = [container for container in wanted if container not in configs]
        if missing:
            raise OracleError(f"Podman has written nothing of container {missing[0]}")
        return {name: tuple(config["spec"]["process"]["args"]) for name, config in configs.items()}


def _of_sqlite(database: bytes, wanted: set[str]) -> dict[str, dict[str, Any]]:
    # Opened by its path it would be looked for in this process's own file system: SQLite
    # follows the link a process's root is seen through. From memory it is only read.
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        return {
            name: json.loads(text) for name, text in connection.execute(_QUERY) if name in wanted
        }


def _of_bolt(database: bytes, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """Find containers' configs in a Bolt file, in which a value is stored in one piece.

    Pages that are no longer used may hold the beginning of one, or all of it.
    """
    configs: dict[str, dict[str, Any]] = {}
    for piece in database.split(_START)[1:]:
        try:
            config, _ = json.JSONDecoder().raw_decode((_START + piece).decode(errors="replace"))
        except ValueError:
            continue
        if config.get("id") in wanted:
            configs[config["id"]] = config
    return configs
